package dev.formwork.workflow.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.PublicBaseUrl;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.Workspaces;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.published.CompiledFlows;
import dev.formwork.workflow.runtime.InstanceStarter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Webhook addresses that start flows. The address is the credential: it is shown once, only its
 * hash is stored, and a new one replaces the old one.
 */
@ApplicationScoped
public class Webhooks {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Pool pool;
  private final CompiledFlows flows;
  private final Workspaces workspaces;
  private final InstanceStarter instanceStarter;
  private final AppAuthorization authority;
  private final PublicBaseUrl address;

  Webhooks(
      Pool pool,
      CompiledFlows flows,
      Workspaces workspaces,
      InstanceStarter instanceStarter,
      AppAuthorization authority,
      PublicBaseUrl address) {
    this.pool = pool;
    this.flows = flows;
    this.workspaces = workspaces;
    this.instanceStarter = instanceStarter;
    this.authority = authority;
    this.address = address;
  }

  /** A new address for a flow that has a webhook. */
  public Uni<String> renew(Caller caller, AppKey app, String flow) {
    var bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var token = caller.workspace().key() + "." + secret;
    return authority
        .requireDesigning(caller, app)
        .chain(() -> flows.flow(caller.workspace(), app, flow))
        .invoke(Webhooks::requireHook)
        .chain(
            () ->
                pool.withTransaction(
                    sql ->
                        sql.preparedQuery(
                                """
                                INSERT INTO "%s".flow_setting (app, flow, hook) VALUES ($1, $2, $3)
                                ON CONFLICT (app, flow) DO UPDATE SET hook = EXCLUDED.hook"""
                                    .formatted(caller.workspace().schema()))
                            .execute(Tuple.of(app.value(), flow, hash(token)))
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(caller, "flow.hook", app + "/" + flow)))))
        .replaceWith(() -> address.of("api/hooks/" + token));
  }

  private static void requireHook(CompiledFlow flow) {
    if (!(flow.definition().trigger() instanceof Trigger.Webhook)) {
      throw missing();
    }
  }

  private static Refusal missing() {
    return Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_HOOK);
  }

  static String hash(String token) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Another program calls; gives the instance's id. Fails as not found for an unknown address. */
  public Uni<UUID> call(String token, JsonNode body) {
    var key = token.indexOf('.') < 0 ? "" : token.substring(0, token.indexOf('.'));
    return workspaces
        .all()
        .map(
            all ->
                all.stream()
                    .filter(one -> one.key().equals(key))
                    .findFirst()
                    .orElseThrow(Webhooks::missing))
        .chain(workspace -> call(workspace, token, body))
        .invoke(instanceStarter::began);
  }

  private Uni<UUID> call(Workspace workspace, String token, JsonNode body) {
    return pool.preparedQuery(
            "SELECT app, flow FROM \"%s\".flow_setting WHERE hook = $1 AND NOT paused"
                .formatted(workspace.schema()))
        .execute(Tuple.of(hash(token)))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(rows))
        .toUni()
        .onItem()
        .ifNull()
        .failWith(Webhooks::missing)
        .chain(
            row ->
                flows
                    .flow(workspace, new AppKey(row.getString(0)), row.getString(1))
                    .chain(flow -> start(workspace, new AppKey(row.getString(0)), flow, body)));
  }

  private Uni<UUID> start(Workspace workspace, AppKey app, CompiledFlow flow, JsonNode body) {
    requireHook(flow);
    var variables = DefinitionJson.mapper().createObjectNode();
    ((Trigger.Webhook) flow.definition().trigger())
        .into()
        .forEach((key, place) -> variables.set(key, at(body, place)));
    return pool.withTransaction(
        sql ->
            instanceStarter.start(
                sql,
                workspace,
                new InstanceStarter.StartRequest(flow, app, null, "", null, 0, variables)));
  }

  private static JsonNode at(JsonNode json, String place) {
    return place.isEmpty() || place.startsWith("/") ? json.at(place) : json.path(place);
  }
}
