package dev.formwork.core.signin.openid;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.workspace.PublicBaseUrl;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The identity providers of the workspaces: set up by administrators, offered at sign-in. */
@ApplicationScoped
public class IdentityProviders {

  private static final String COLUMNS = "id, title, issuer, client_id, joins, domains";

  private final Pool pool;
  private final Secrets secrets;
  private final OpenIdClient client;
  private final PublicBaseUrl address;

  IdentityProviders(Pool pool, Secrets secrets, OpenIdClient client, PublicBaseUrl address) {
    this.pool = pool;
    this.secrets = secrets;
    this.client = client;
    this.address = address;
  }

  /** What a provider is to be. */
  public record ProviderSettings(
      String title,
      String issuer,
      String clientId,
      String clientSecret,
      boolean joins,
      List<String> domains) {}

  /** Where a provider sends people back to; it wants to know beforehand. */
  public String returnAddress() {
    return address.of(OpenIdSignIn.RETURN_PATH);
  }

  /** Those of the caller's workspace. */
  public Uni<List<IdentityProvider>> of(Caller caller) {
    caller.requireAdministrator();
    return pool.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM formwork.identity_provider WHERE workspace_id = $1 ORDER BY id")
        .execute(Tuple.of(caller.workspace().id()))
        .map(IdentityProviders::read);
  }

  /** All of the installation, for the page where people sign in. */
  public Uni<List<IdentityProvider>> offered() {
    return pool.query("SELECT " + COLUMNS + " FROM formwork.identity_provider ORDER BY title, id")
        .execute()
        .map(IdentityProviders::read);
  }

  private static List<IdentityProvider> read(Iterable<Row> rows) {
    var found = new ArrayList<IdentityProvider>();
    rows.forEach(row -> found.add(read(row)));
    return found;
  }

  static IdentityProvider read(Row row) {
    return new IdentityProvider(
        row.getUUID(0),
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getBoolean(4),
        Arrays.asList(row.getArrayOfStrings(5)));
  }

  /** Makes one, after asking it for its configuration; fails as invalid when it has none. */
  public Uni<UUID> add(Caller caller, ProviderSettings providerSettings) {
    caller.requireDesigning();
    check(providerSettings);
    var id = UuidCreator.getTimeOrderedEpoch();
    return client
        .configuration(providerSettings.issuer.strip())
        .chain(
            () ->
                pool.withTransaction(
                    sql ->
                        secrets
                            .keep(
                                sql,
                                caller.workspace().id(),
                                "identity provider",
                                providerSettings.clientSecret.strip())
                            .chain(
                                secret ->
                                    sql.preparedQuery(
                                            """
                                            INSERT INTO formwork.identity_provider
                                            (id, workspace_id, title, issuer, client_id, client_secret, joins, domains)
                                            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""")
                                        .execute(
                                            Tuple.from(
                                                Arrays.asList(
                                                    id,
                                                    caller.workspace().id(),
                                                    providerSettings.title.strip(),
                                                    providerSettings.issuer.strip(),
                                                    providerSettings.clientId.strip(),
                                                    secret,
                                                    providerSettings.joins,
                                                    providerSettings.domains.toArray(
                                                        String[]::new)))))
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(
                                            caller,
                                            "identity-provider.add",
                                            providerSettings.issuer)))))
        .replaceWith(id);
  }

  private static void check(ProviderSettings providerSettings) {
    var problems = new ArrayList<Problem>();
    if (providerSettings.title == null
        || providerSettings.title.isBlank()
        || providerSettings.title.length() > 60) {
      problems.add(Problem.at("/title", CoreProblem.NAME_LENGTH, 60));
    }
    if (providerSettings.issuer == null
        || !providerSettings.issuer.strip().matches("https?://[^\\s?#]{1,300}")) {
      problems.add(Problem.at("/issuer", CoreProblem.NOT_A_URL));
    }
    if (providerSettings.clientId == null || providerSettings.clientId.isBlank()) {
      problems.add(Problem.at("/clientId", CoreProblem.REQUIRED));
    }
    if (providerSettings.clientSecret == null || providerSettings.clientSecret.isBlank()) {
      problems.add(Problem.at("/clientSecret", CoreProblem.REQUIRED));
    }
    boolean plain =
        providerSettings.domains.stream()
            .allMatch(one -> one.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+"));
    if (!plain || providerSettings.joins && providerSettings.domains.isEmpty()) {
      problems.add(Problem.at("/domains", CoreProblem.MAIL_DOMAINS));
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  /** Nobody signs in by it any more; whoever did keeps their account. */
  public Uni<Void> remove(Caller caller, UUID id) {
    caller.requireDesigning();
    return pool.withTransaction(
        sql ->
            sql.preparedQuery(
                    "DELETE FROM formwork.identity_provider WHERE id = $1 AND workspace_id = $2 RETURNING client_secret, issuer")
                .execute(Tuple.of(id, caller.workspace().id()))
                .chain(
                    rows -> {
                      if (!rows.iterator().hasNext()) {
                        throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
                      }
                      var row = rows.iterator().next();
                      return secrets
                          .forget(sql, row.getUUID(0))
                          .chain(
                              () ->
                                  AuditLog.write(
                                      sql,
                                      AuditEvent.of(
                                          caller, "identity-provider.remove", row.getString(1))));
                    }));
  }
}
