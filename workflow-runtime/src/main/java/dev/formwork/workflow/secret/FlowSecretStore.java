package dev.formwork.workflow.secret;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.secret.Secrets;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.runtime.ExecutionContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Stores the secrets of a flow, sealed, and opens them for a call. A step names a secret as {@code
 * secret:name} at the end of a URL or header value.
 */
@ApplicationScoped
public class FlowSecretStore {

  private static final String MARK = "secret:";

  private final Pool pool;
  private final Secrets secrets;

  FlowSecretStore(Pool pool, Secrets secrets) {
    this.pool = pool;
    this.secrets = secrets;
  }

  /** Names of the secrets of an app's flow. */
  public Uni<List<String>> names(Workspace workspace, AppKey app, String flow) {
    return stored(pool, workspace, app, flow)
        .map(
            json -> {
              var names = new ArrayList<String>();
              json.fieldNames().forEachRemaining(names::add);
              return names;
            });
  }

  /** Keeps a secret, in place of the one of that name. */
  public Uni<Void> put(
      SqlClient sql, Workspace workspace, AppKey app, String flow, String name, String value) {
    return remove(sql, workspace, app, flow, name)
        .chain(() -> secrets.keep(sql, workspace.id(), "flow", value))
        .chain(
            id ->
                sql.preparedQuery(
                        """
                        INSERT INTO "%s".flow_setting AS s (app, flow, secrets) VALUES ($1, $2, jsonb_build_object($3::text, $4::text))
                        ON CONFLICT (app, flow) DO UPDATE SET secrets = s.secrets || EXCLUDED.secrets"""
                            .formatted(workspace.schema()))
                    .execute(Tuple.of(app.value(), flow, name, id.toString())))
        .replaceWithVoid();
  }

  /** Forgets a secret; calls that name it stand still from now on. */
  public Uni<Void> remove(
      SqlClient sql, Workspace workspace, AppKey app, String flow, String name) {
    return sql.preparedQuery(
            """
            UPDATE "%1$s".flow_setting n SET secrets = n.secrets - $3::text
            FROM (SELECT app, flow, secrets ->> $3 AS id FROM "%1$s".flow_setting
              WHERE app = $1 AND flow = $2 FOR UPDATE) o
            WHERE n.app = o.app AND n.flow = o.flow AND o.id IS NOT NULL RETURNING o.id"""
                .formatted(workspace.schema()))
        .execute(Tuple.of(app.value(), flow, name))
        .chain(
            rows ->
                rows.iterator().hasNext()
                    ? secrets.forget(sql, UUID.fromString(rows.iterator().next().getString(0)))
                    : Uni.createFrom().voidItem());
  }

  private static Uni<JsonNode> stored(SqlClient sql, Workspace workspace, AppKey app, String flow) {
    return sql.preparedQuery(
            "SELECT secrets::text FROM \"%s\".flow_setting WHERE app = $1 AND flow = $2"
                .formatted(workspace.schema()))
        .execute(Tuple.of(app.value(), flow))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? read(rows.iterator().next().getString(0))
                    : DefinitionJson.mapper().createObjectNode());
  }

  private static JsonNode read(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (IOException e) {
      throw new IllegalStateException("Stored settings are JSON", e);
    }
  }

  /**
   * A text with the secret that the step names at its end; any other as it is. Only what the
   * designer wrote names one: a value of a record that reads like a secret's name stays a value.
   *
   * @param written by the designer, with expressions
   * @param text the same with the values of the record
   */
  public Uni<String> open(ExecutionContext executionContext, String written, String text) {
    int at = written.lastIndexOf(MARK);
    if (at < 0) {
      return Uni.createFrom().item(text);
    }
    var naming = written.substring(at);
    var name = naming.substring(MARK.length()).strip();
    if (!Key.isValid(name) || !text.endsWith(naming)) {
      throw Refusal.of(Refusal.Kind.INVALID, FlowProblem.FLOW_NO_SECRET, name);
    }
    var before = text.substring(0, text.length() - naming.length());
    var instance = executionContext.stored().instance();
    return stored(pool, executionContext.workspace(), instance.app(), instance.flow())
        .chain(
            known -> {
              if (!known.path(name).isTextual()) {
                throw Refusal.of(Refusal.Kind.INVALID, FlowProblem.FLOW_NO_SECRET, name);
              }
              return secrets
                  .open(pool, UUID.fromString(known.path(name).textValue()))
                  .map(value -> before + value);
            });
  }

  /**
   * @param written by the designer, by name; what is not in it names no secret
   */
  public Uni<Map<String, String>> openAll(
      ExecutionContext executionContext, Map<String, String> written, Map<String, String> texts) {
    var opened = new HashMap<String, String>();
    return Multi.createFrom()
        .iterable(List.copyOf(texts.entrySet()))
        .onItem()
        .transformToUniAndConcatenate(
            entry ->
                open(executionContext, written.getOrDefault(entry.getKey(), ""), entry.getValue())
                    .invoke(value -> opened.put(entry.getKey(), value)))
        .collect()
        .asList()
        .replaceWith(opened);
  }
}
