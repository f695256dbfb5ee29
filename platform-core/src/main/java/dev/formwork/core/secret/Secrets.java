package dev.formwork.core.secret;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** The table of sealed secrets. Others keep the id of theirs. */
@ApplicationScoped
public class Secrets {

  /** The id of the text that tells whether the keys are the right ones. */
  private static final UUID TELL_TALE = new UUID(0, 1);

  private static final Logger LOG = Logger.getLogger(Secrets.class);

  private final Pool pool;
  private final Vault vault;

  private final boolean acceptsLost;

  public Secrets(
      Pool pool,
      Vault vault,
      @ConfigProperty(name = "formwork.accept-lost-secrets", defaultValue = "false")
          boolean acceptsLost) {
    this.pool = pool;
    this.vault = vault;
    this.acceptsLost = acceptsLost;
  }

  /**
   * Fails with {@link KeyFileException} when the keys are not those that the secrets in the
   * database were sealed with, unless lost secrets are accepted. Told by a text kept for this, or,
   * in a database that has none yet, by the newest secret.
   */
  public Uni<Void> requireRightKeys() {
    return pool.preparedQuery(
            "SELECT id, sealed FROM formwork.secret ORDER BY id <> $1, made_at DESC LIMIT 1")
        .execute(Tuple.of(TELL_TALE))
        .invoke(
            rows -> {
              if (rows.iterator().hasNext() && !acceptsLost) {
                var row = rows.iterator().next();
                requireOpens(row.getString(1), row.getUUID(0));
              }
            })
        .chain(this::keepTellTale);
  }

  private void requireOpens(String sealed, UUID id) {
    try {
      vault.open(sealed, id.toString());
    } catch (Refusal | IllegalStateException e) {
      throw vault.notOfThisDatabase(e);
    }
  }

  private Uni<Void> keepTellTale() {
    return pool.preparedQuery(
            "INSERT INTO formwork.secret (id, purpose, sealed) VALUES ($1, 'the right keys open"
                + " this', $2) ON CONFLICT (id) DO "
                + (acceptsLost ? "UPDATE SET sealed = excluded.sealed" : "NOTHING"))
        .execute(Tuple.of(TELL_TALE, vault.seal("right", TELL_TALE.toString())))
        .replaceWithVoid();
  }

  /**
   * @param workspace whose it is; null: nobody's in particular
   * @param purpose for whoever looks into the table
   * @return its id
   */
  public Uni<UUID> keep(SqlClient sql, UUID workspace, String purpose, String text) {
    var id = UuidCreator.getTimeOrderedEpoch();
    return sql.preparedQuery(
            "INSERT INTO formwork.secret (id, workspace_id, purpose, sealed) VALUES ($1, $2, $3,"
                + " $4)")
        .execute(Tuple.from(Arrays.asList(id, workspace, purpose, vault.seal(text, id.toString()))))
        .replaceWith(id);
  }

  /** Fails as a conflict when the key that sealed it is gone. */
  public Uni<String> open(SqlClient sql, UUID id) {
    return sql.preparedQuery("SELECT sealed FROM formwork.secret WHERE id = $1")
        .execute(Tuple.of(id))
        .map(
            rows -> {
              if (!rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NOT_FOUND);
              }
              return vault.open(rows.iterator().next().getString(0), id.toString());
            });
  }

  public Uni<Void> forget(SqlClient sql, UUID id) {
    return sql.preparedQuery("DELETE FROM formwork.secret WHERE id = $1")
        .execute(Tuple.of(id))
        .replaceWithVoid();
  }

  private record Sealed(UUID id, String text) {}

  /**
   * Seals everything with the newest key that an older one still holds.
   *
   * @return how many there were; fails when a key is gone that one of them needs
   */
  public Uni<Integer> resealAll() {
    return pool.preparedQuery(
            "SELECT id, sealed FROM formwork.secret WHERE NOT starts_with(sealed, $1)")
        .execute(Tuple.of(vault.newestPrefix()))
        .chain(
            rows -> {
              var old = new ArrayList<Sealed>();
              rows.forEach(row -> old.add(new Sealed(row.getUUID(0), row.getString(1))));
              return Multi.createFrom()
                  .iterable(old)
                  .onItem()
                  .transformToUniAndConcatenate(this::reseal)
                  .collect()
                  .asList()
                  .replaceWith(old.size());
            });
  }

  private Uni<Void> reseal(Sealed one) {
    var place = one.id.toString();
    String text;
    try {
      text = vault.open(one.text, place);
    } catch (Refusal e) {
      if (!acceptsLost) {
        throw vault.notOfThisDatabase(e);
      }
      LOG.warnf("Secret %s is lost, as its key is gone", one.id);
      return Uni.createFrom().voidItem();
    }
    return pool.preparedQuery(
            "UPDATE formwork.secret SET sealed = $2 WHERE id = $1 AND sealed = $3")
        .execute(Tuple.of(one.id, vault.seal(text, place), one.text))
        .replaceWithVoid();
  }
}
