package dev.formwork.core.record.access;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.AppGraph;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.query.QuerySql;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.rights.AppRights;
import dev.formwork.core.rights.FormRights;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.rights.TaskPermissions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A caller's access to the records of a form: their rights and the evaluation context of this call.
 * Every command and query on records begins with one; no other class decides about permissions.
 */
public record RecordAccess(
    Caller caller, CompiledForm form, FormRights rights, AppRights app, EvaluationContext moment) {

  /** Fails as not found where the caller may not know of the form. */
  public static RecordAccess of(Caller caller, CompiledForm form) {
    if (!caller.workspace().schema().equals(form.table().schema())) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
    }
    var app = rights(caller, form);
    return new RecordAccess(caller, form, of(caller, form, app), app, moment(caller, form));
  }

  private static FormRights of(Caller caller, CompiledForm form, AppRights app) {
    var rights = app.of(form);
    return caller.purpose() == null ? rights : rights.giving(caller.purpose());
  }

  /** What the caller may do in the app of a form; for screens, which show no more than that. */
  public static AppRights rights(Caller caller, CompiledForm form) {
    return rights(caller, form.app(), form.links());
  }

  /** The same for an app by its graph, as far as the caller's token reaches. */
  public static AppRights rights(Caller caller, AppKey app, AppGraph graph) {
    var permissions = AppPermissions.of(graph);
    if (caller.guest() != null) {
      var guest = caller.guest();
      if (caller.memberId() != null) {
        return app.equals(guest.app())
            ? permissions.rightsAtTask(
                caller.people(),
                caller.standing(),
                new TaskPermissions(guest.form().value(), guest.set(), guest.withinOwn()))
            : permissions.rights(caller.people(), caller.standing());
      }
      return permissions.rightsOfGuest(
          caller.people(), app.equals(guest.app()) ? guest.form().value() : null, guest.set());
    }
    var rights =
        caller.assumed() != null
            ? permissions.rightsOnce(caller.people(), caller.assumed())
            : permissions.rights(caller.people(), caller.isSystem() ? null : caller.standing());
    var scope = caller.scope();
    return scope.isWhole()
        ? rights
        : permissions.narrowed(
            rights, scope, (form, recordAction) -> scope.allows(app, form, recordAction));
  }

  /** Fails unless records may be read. */
  public static void requireRead(Caller caller, CompiledForm form) {
    of(caller, form).require(RecordAction.READ);
  }

  /** Fails unless records may be taken out into files. */
  public static void requireExport(Caller caller, CompiledForm form) {
    of(caller, form).require(RecordAction.EXPORT);
  }

  /** Fails unless this may be done, and what it shows be given to people from outside. */
  public static void requireShare(Caller caller, CompiledForm form, RecordAction recordAction) {
    of(caller, form).require(RecordAction.SHARE);
    of(caller.doing(RecordAction.SHARE), form).require(recordAction);
  }

  /** Fails unless many records may be changed at once. */
  public static void requireBulk(Caller caller, CompiledForm form) {
    caller.requireWriting();
    of(caller, form).require(RecordAction.BULK);
  }

  /** Fails unless records may be brought in from files. */
  public static void requireImport(Caller caller, CompiledForm form) {
    of(caller, form).require(RecordAction.IMPORT);
  }

  /**
   * Writes {@code AND} and the condition that a record, the alias {@code n}, may be read and its
   * title, too.
   *
   * @param table of a form that this one's lookups point to
   */
  public static void writeReadableTitles(
      SqlBuilder out, Caller caller, CompiledForm form, String table) {
    var recordAccess = of(caller, form);
    var condition = recordAccess.rights.guard().title(table, "n");
    if (condition != null) {
      out.append(" AND ");
      condition.write(out, recordAccess.moment);
    }
  }

  /**
   * Writes {@code AND} and the condition that a record, the alias {@code n}, may be read and one of
   * its fields, too.
   *
   * @param table of a form that this one's lookups point to
   * @param field of that form
   */
  public static void writeReadableValues(
      SqlBuilder out, Caller caller, CompiledForm form, String table, String field) {
    var recordAccess = of(caller, form);
    var guard = recordAccess.rights.guard();
    var other = form.links().formOfTable(table).orElseThrow().key();
    for (var condition : Arrays.asList(guard.records(other, "n"), guard.value(other, field, "n"))) {
      if (condition != null) {
        out.append(" AND ");
        condition.write(out, recordAccess.moment);
      }
    }
  }

  /** What the caller may do with the records of a form; for screens. */
  public static FormRights to(Caller caller, CompiledForm form) {
    return of(caller, form, rights(caller, form));
  }

  /**
   * Now, in microseconds as PostgreSQL keeps it, for this caller. Days are those of the workspace:
   * what is stored may not depend on where whoever changes it sits.
   */
  private static EvaluationContext moment(Caller caller, CompiledForm form) {
    var now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    var calendar = form.links().calendar();
    return EvaluationContext.at(now, calendar.zone(), MemberId.valueOrNull(caller.me()))
        .writtenBy(MemberId.valueOrNull(caller.memberId()))
        .working(calendar)
        .among(caller.people());
  }

  public RecordAccess require(RecordAction recordAction) {
    // Whoever knows the form is told that they may not; the purpose narrows what they may alone.
    if (!app.of(form).isKnown()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, form.app(), form.key());
    }
    if (!rights.may(recordAction)) {
      throw notAllowed(recordAction);
    }
    return this;
  }

  public Refusal notAllowed(RecordAction recordAction) {
    return Refusal.of(
        Refusal.Kind.FORBIDDEN,
        CoreProblem.ACTION_NOT_ALLOWED,
        recordAction,
        form.definition().title());
  }

  /** Whether which records these actions are allowed on must be asked of the database. */
  public boolean isLimited(RecordAction... actions) {
    for (var recordAction : actions) {
      if (rights.rows(recordAction) != null) {
        return true;
      }
    }
    return !rights.isUniform();
  }

  /** Whether every record of the form may be read, and all of them alike. */
  public boolean readsAll() {
    return rights.readsAll();
  }

  /** Whether what is done must be held against a record, not against the rights alone. */
  public boolean isChecked(RecordAction recordAction) {
    return rights.sets().stream().anyMatch(set -> set.gives(recordAction) && set.isLimited());
  }

  /** Which permission sets hold for one record, also in the recycle bin; null: it is not there. */
  public Uni<BitSet> holding(SqlClient sql, RecordId id) {
    return holding(sql, List.of(id)).map(found -> found.get(id));
  }

  /** The same for many; those that are not there are left out. */
  public Uni<Map<RecordId, BitSet>> holding(SqlClient sql, Collection<RecordId> ids) {
    var text = new SqlBuilder().append("SELECT t.id");
    rights.writeHolding(text, moment);
    text.append(" FROM ").append(form.table().sql()).append(" t WHERE t.id = ANY (");
    text.bind(RecordId.values(ids), "uuid[]").append(")");
    return sql.preparedQuery(text.toString())
        .execute(Tuple.tuple(text.parameters()))
        .map(
            rows -> {
              var found = new HashMap<RecordId, BitSet>();
              rows.forEach(row -> found.put(new RecordId(row.getUUID(0)), holding(row, 1)));
              return found;
            });
  }

  /** As {@link FormRights#writeHolding} selects it, from a place on. */
  BitSet holding(Row row, int from) {
    var holding = new BitSet();
    for (int i = 0; i < rights.sets().size(); i++) {
      holding.set(i, row.getBoolean(from + i));
    }
    return holding;
  }

  /** What is seen of a record that {@link QuerySql} selected. */
  public RecordVisibility sight(Row row) {
    return rights.isUniform()
        ? rights.uniformSight()
        : rights.sight(holding(row, form.sql().width()));
  }

  /** Whether a set that holds gives the action. */
  public boolean gives(BitSet holding, RecordAction recordAction) {
    return holding.stream().anyMatch(i -> rights.sets().get(i).gives(recordAction));
  }

  /** What is seen of a record just written, which may have left what the caller may read. */
  public Uni<StoredRecord> afterwards(SqlClient sql, StoredRecord record) {
    if (rights.readsAll()) {
      return seen(sql, List.of(record.seenWith(rights.uniformSight()))).map(List::getFirst);
    }
    return holding(sql, record.id())
        .chain(
            holding ->
                seen(
                    sql,
                    List.of(
                        record.seenWith(rights.sight(holding == null ? new BitSet() : holding)))))
        .map(List::getFirst);
  }

  /** These records as the caller sees them; each has its {@link RecordVisibility} already. */
  public Uni<List<StoredRecord>> seen(SqlClient sql, List<StoredRecord> records) {
    return new LookupTitleRedaction(this).blank(sql, records.stream().map(this::redacted).toList());
  }

  private StoredRecord redacted(StoredRecord record) {
    return record.sight().isWhole() ? record : Redaction.of(form, record);
  }
}
