package dev.formwork.core.audit;

import dev.formwork.core.audit.AuditKey.PlainEnd;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.secret.Vault;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The keys of the audit chain: they lie sealed in the database, so that a new key file opens them,
 * too, and whoever has the database alone has none of them. That there was a first one stands in
 * the key file as well: whoever empties the table does not make this look like a first start.
 */
@ApplicationScoped
class AuditKeys {

  private static final Logger LOG = Logger.getLogger(AuditKeys.class);

  /** In the key file, once the first key was made. */
  static final String NOTE = "The audit log is signed: entries without a code are not taken.";

  private static final String PLAIN_ENDS =
      """
      SELECT w.id, last.number, last.hash FROM formwork.workspace w, LATERAL
        (SELECT number, hash FROM formwork.audit_entry WHERE chain = w.id ORDER BY number DESC LIMIT 1) last
      WHERE position('.' IN last.hash) = 0\
      """;

  private final Pool pool;
  private final Secrets secrets;
  private final Vault vault;

  AuditKeys(Pool pool, Secrets secrets, Vault vault) {
    this.pool = pool;
    this.secrets = secrets;
    this.vault = vault;
  }

  /** All that can be opened; makes one when the newest cannot, or there is none. */
  Uni<AuditChain> chain() {
    return secrets
        .requireRightKeys()
        .chain(() -> pool.withTransaction(this::ofDatabase))
        .invoke(() -> vault.note(NOTE));
  }

  private Uni<AuditChain> ofDatabase(SqlClient sql) {
    return sql.query("LOCK TABLE formwork.audit_key IN SHARE ROW EXCLUSIVE MODE")
        .execute()
        .chain(
            () -> sql.query("SELECT id, secret_id FROM formwork.audit_key ORDER BY id").execute())
        .chain(rows -> rows.size() == 0 && !vault.notes(NOTE) ? makeFirst(sql) : ofRows(sql, rows));
  }

  private Uni<AuditChain> ofRows(SqlClient sql, Iterable<Row> rows) {
    var keys = new HashMap<Integer, AuditKey>();
    return Multi.createFrom()
        .iterable(rows)
        .onItem()
        .transformToUniAndConcatenate(row -> open(sql, row, keys))
        .collect()
        .asList()
        .chain(
            ids ->
                !ids.isEmpty() && keys.containsKey(ids.getLast())
                    ? Uni.createFrom().item(new AuditChain(keys))
                    : make(sql, Map.of()));
  }

  /** Takes the entries that are there for true, and signs over them in the same transaction. */
  private Uni<AuditChain> makeFirst(SqlClient sql) {
    return sql.query("LOCK TABLE formwork.audit_entry IN SHARE ROW EXCLUSIVE MODE")
        .execute()
        .chain(() -> sql.query(PLAIN_ENDS).execute())
        .map(AuditKeys::plainEnds)
        .chain(ends -> make(sql, ends).call(chain -> signOver(sql, chain, ends.keySet())));
  }

  private static Map<UUID, PlainEnd> plainEnds(Iterable<Row> rows) {
    var ends = new HashMap<UUID, PlainEnd>();
    rows.forEach(row -> ends.put(row.getUUID(0), new PlainEnd(row.getLong(1), row.getString(2))));
    return ends;
  }

  private static Uni<Void> signOver(SqlClient sql, AuditChain chain, Set<UUID> workspaces) {
    return Multi.createFrom()
        .iterable(workspaces)
        .onItem()
        .transformToUniAndConcatenate(
            workspace ->
                AuditLog.write(chain, sql, new AuditEvent(workspace, null, "audit.sign", "", "{}")))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private Uni<Integer> open(SqlClient sql, Row row, Map<Integer, AuditKey> keys) {
    int id = row.getInteger(0);
    return secrets
        .open(sql, row.getUUID(1))
        .invoke(key -> keys.put(id, AuditKey.of(key)))
        .replaceWith(id)
        .onFailure(Refusal.class)
        .recoverWithItem(
            () -> {
              LOG.warnf(
                  "Key %d of the audit log cannot be opened: what it signed cannot be checked", id);
              return id;
            });
  }

  private Uni<AuditChain> make(SqlClient sql, Map<UUID, PlainEnd> plainEnds) {
    var key = AuditKey.make(plainEnds);
    return secrets
        .keep(sql, null, "audit log", key.text())
        .chain(id -> insert(sql, id))
        .map(id -> new AuditChain(Map.of(id, key)));
  }

  private static Uni<Integer> insert(SqlClient sql, UUID secret) {
    return sql.preparedQuery("INSERT INTO formwork.audit_key (secret_id) VALUES ($1) RETURNING id")
        .execute(Tuple.of(secret))
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
