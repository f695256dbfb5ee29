package dev.formwork.core.share;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.credential.PasswordWork;
import dev.formwork.core.credential.SecretHashes;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.share.PublicLink.Kind;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Makes public links, lists and ends them; for those whose permission sets say "share". */
@ApplicationScoped
public class PublicLinkAdmin {

  static final String COLUMNS =
      "l.id, l.workspace_id, l.app, l.form, l.kind, l.record_id, l.password IS NOT NULL,"
          + " l.settings::text, l.made_by, l.used";

  private static final int TOKEN_LENGTH = 22;

  private final Pool pool;
  private final Secrets secrets;
  private final CompiledForms forms;
  private final RecordService records;

  PublicLinkAdmin(Pool pool, Secrets secrets, CompiledForms forms, RecordService records) {
    this.pool = pool;
    this.secrets = secrets;
    this.forms = forms;
    this.records = records;
  }

  /**
   * What a link is to be.
   *
   * @param record the one to show; null unless a record is
   * @param password nullable: none
   */
  public record LinkRequest(
      Kind kind, RecordId record, PublicLinkSettings settings, String password) {}

  /** A link with the token that stands in its address. */
  public record LinkWithToken(PublicLink link, String token) {}

  /** The fields that a link of the caller's may ask for, or show. */
  public List<Field> offered(Caller caller, CompiledForm form, Kind kind) {
    return PublicLinkRights.offered(caller, form, kind);
  }

  /** The fields that a record may be looked up by. */
  public List<Field> matchable(Caller caller, CompiledForm form) {
    return PublicLinkRights.matchable(caller, form);
  }

  /** Fails as invalid when it would show or ask for something its maker may not see or set. */
  public Uni<LinkWithToken> make(Caller caller, AppKey app, FormKey form, LinkRequest linkRequest) {
    caller.requireWriting();
    caller.requireLastingToken();
    return forms
        .form(caller.workspace(), app, form)
        .invoke(compiled -> PublicLinkRights.check(caller, compiled, linkRequest))
        .call(
            compiled ->
                linkRequest.kind == Kind.RECORD
                    ? records.get(caller, compiled, linkRequest.record)
                    : Uni.createFrom().nullItem())
        .chain(
            () ->
                linkRequest.password == null || linkRequest.password.isBlank()
                    ? Uni.createFrom().nullItem()
                    : PasswordWork.hash(linkRequest.password))
        .chain(hash -> insert(caller, app, form, linkRequest, hash));
  }

  private Uni<LinkWithToken> insert(
      Caller caller, AppKey app, FormKey form, LinkRequest linkRequest, String passwordHash) {
    var id = UuidCreator.getTimeOrderedEpoch();
    var token = SecretHashes.random(TOKEN_LENGTH);
    var workspace = caller.workspace().id();
    return pool.withTransaction(
            sql ->
                secrets
                    .keep(sql, workspace, "public link", token)
                    .chain(
                        secret ->
                            sql.preparedQuery(
                                    """
                                    INSERT INTO formwork.public_link
                                    (id, workspace_id, app, form, kind, record_id, hash, token, password, settings, made_by)
                                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb, $11)\
                                    """)
                                .execute(
                                    Tuple.from(
                                        Arrays.asList(
                                            id,
                                            workspace,
                                            app.value(),
                                            form.value(),
                                            linkRequest.kind.name(),
                                            RecordId.valueOrNull(linkRequest.record),
                                            SecretHashes.sha256(token),
                                            secret,
                                            passwordHash,
                                            DefinitionJson.write(linkRequest.settings),
                                            MemberId.valueOrNull(caller.memberId())))))
                    .chain(
                        () ->
                            AuditLog.write(
                                sql,
                                AuditEvent.of(
                                    caller,
                                    "public-link.make",
                                    app + "/" + form,
                                    DefinitionJson.write(linkRequest.settings)))))
        .replaceWith(
            new LinkWithToken(
                new PublicLink(
                    id,
                    workspace,
                    app,
                    form,
                    linkRequest.kind,
                    linkRequest.record,
                    passwordHash != null,
                    linkRequest.settings,
                    caller.memberId(),
                    0),
                token));
  }

  /**
   * The living links of a form: one's own, for administrators of the app all.
   *
   * @param record those of this record; null: those of the form itself
   */
  public Uni<List<LinkWithToken>> of(Caller caller, CompiledForm form, RecordId record) {
    boolean all = PublicLinkRights.mayManage(caller, form);
    return pool.preparedQuery(
            "SELECT "
                + COLUMNS
                + ", l.token FROM formwork.public_link l WHERE l.workspace_id = $1 AND l.app = $2"
                + " AND l.form = $3 AND l.record_id IS NOT DISTINCT FROM $4 AND l.revoked_at IS"
                + " NULL AND ($5 OR l.made_by = $6) ORDER BY l.id DESC")
        .execute(
            Tuple.from(
                Arrays.asList(
                    caller.workspace().id(),
                    form.app().value(),
                    form.key(),
                    RecordId.valueOrNull(record),
                    all,
                    MemberId.valueOrNull(caller.memberId()))))
        .chain(
            rows -> {
              var found = new ArrayList<Row>();
              rows.forEach(found::add);
              return Multi.createFrom()
                  .iterable(found)
                  .onItem()
                  .transformToUniAndConcatenate(
                      row ->
                          secrets
                              .open(pool, row.getUUID(10))
                              .map(token -> new LinkWithToken(read(row), token)))
                  .collect()
                  .asList();
            });
  }

  /** Closes a link for good. */
  public Uni<Void> revoke(Caller caller, CompiledForm form, UUID id) {
    caller.requireWriting();
    boolean all = PublicLinkRights.mayManage(caller, form);
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    """
                    UPDATE formwork.public_link SET revoked_at = now() WHERE id = $1 AND workspace_id = $2 AND app = $3
                    AND form = $4 AND revoked_at IS NULL AND ($5 OR made_by = $6)\
                    """)
                .execute(
                    Tuple.of(
                        id,
                        caller.workspace().id(),
                        form.app().value(),
                        form.key(),
                        all,
                        MemberId.valueOrNull(caller.memberId())))
                .chain(
                    rows -> {
                      if (rows.rowCount() == 0) {
                        throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
                      }
                      return AuditLog.write(
                          sql, AuditEvent.of(caller, "public-link.revoke", id.toString()));
                    }));
  }

  static PublicLink read(Row row) {
    try {
      return new PublicLink(
          row.getUUID(0),
          row.getUUID(1),
          new AppKey(row.getString(2)),
          new FormKey(row.getString(3)),
          Kind.valueOf(row.getString(4)),
          RecordId.of(row.getUUID(5)),
          row.getBoolean(6),
          DefinitionJson.read(DefinitionJson.tree(row.getString(7)), PublicLinkSettings.class),
          MemberId.of(row.getUUID(8)),
          row.getInteger(9));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The settings of a link can be read", e);
    }
  }
}
