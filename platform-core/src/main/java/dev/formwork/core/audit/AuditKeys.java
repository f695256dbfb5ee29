package dev.formwork.core.audit;

import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * The keys of the audit chain: they lie sealed in the database, so that a new key file opens them,
 * too, and whoever has the database alone has none of them.
 */
@ApplicationScoped
class AuditKeys {

  private static final Logger LOG = Logger.getLogger(AuditKeys.class);
  private static final int KEY_BYTES = 32;

  private final Pool pool;
  private final Secrets secrets;

  AuditKeys(Pool pool, Secrets secrets) {
    this.pool = pool;
    this.secrets = secrets;
  }

  /** All that can be opened; makes one when the newest cannot, or there is none. */
  Uni<AuditChain> chain() {
    return secrets
        .requireRightKeys()
        .chain(() -> pool.withTransaction(this::ofDatabase))
        .map(AuditChain::new);
  }

  private Uni<Map<Integer, byte[]>> ofDatabase(SqlClient sql) {
    return sql.query("LOCK TABLE formwork.audit_key IN SHARE ROW EXCLUSIVE MODE")
        .execute()
        .chain(() -> read(sql))
        .chain(keys -> keys.isEmpty() ? make(sql) : Uni.createFrom().item(keys));
  }

  private Uni<Map<Integer, byte[]>> read(SqlClient sql) {
    var keys = new HashMap<Integer, byte[]>();
    return sql.query("SELECT id, secret_id FROM formwork.audit_key ORDER BY id")
        .execute()
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> open(sql, row, keys))
        .collect()
        .asList()
        .map(ids -> !ids.isEmpty() && keys.containsKey(ids.getLast()) ? keys : Map.of());
  }

  private Uni<Integer> open(SqlClient sql, Row row, Map<Integer, byte[]> keys) {
    int id = row.getInteger(0);
    return secrets
        .open(sql, row.getUUID(1))
        .invoke(key -> keys.put(id, Base64.getDecoder().decode(key)))
        .replaceWith(id)
        .onFailure(Refusal.class)
        .recoverWithItem(
            () -> {
              LOG.warnf(
                  "Key %d of the audit log cannot be opened: what it signed cannot be checked", id);
              return id;
            });
  }

  private Uni<Map<Integer, byte[]>> make(SqlClient sql) {
    var key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return secrets
        .keep(sql, null, "audit log", Base64.getEncoder().encodeToString(key))
        .chain((UUID id) -> insert(sql, id))
        .map(id -> Map.of(id, key));
  }

  private static Uni<Integer> insert(SqlClient sql, UUID secret) {
    return sql.preparedQuery("INSERT INTO formwork.audit_key (secret_id) VALUES ($1) RETURNING id")
        .execute(Tuple.of(secret))
        .map(rows -> rows.iterator().next().getInteger(0));
  }
}
