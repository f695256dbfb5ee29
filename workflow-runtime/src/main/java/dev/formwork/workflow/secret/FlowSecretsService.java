package dev.formwork.workflow.secret;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/**
 * Secrets of a flow for the designers of its app: listed by name, set, removed; values are never
 * shown.
 */
@ApplicationScoped
public class FlowSecretsService {

  private static final int LONGEST = 4_000;

  private final Pool pool;
  private final AppAuthorization authority;
  private final FlowSecretStore secrets;

  FlowSecretsService(Pool pool, AppAuthorization authority, FlowSecretStore secrets) {
    this.pool = pool;
    this.authority = authority;
    this.secrets = secrets;
  }

  /** Their names. */
  public Uni<List<String>> names(Caller caller, AppKey app, String flow) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> secrets.names(caller.workspace(), app, flow))
        .map(names -> names.stream().sorted().toList());
  }

  /** In place of the one of that name. */
  public Uni<Void> put(Caller caller, AppKey app, String flow, String name, String value) {
    return authority
        .requireDesigning(caller, app)
        .invoke(() -> check(name, value))
        .chain(
            () ->
                pool.withTransaction(
                    sql ->
                        secrets
                            .put(sql, caller.workspace(), app, flow, name, value.strip())
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(
                                            caller,
                                            "flow.secret",
                                            app + "/" + flow + "/" + name)))))
        .replaceWithVoid();
  }

  private static void check(String name, String value) {
    var problems = new ArrayList<Problem>();
    if (!Key.isValid(name)) {
      problems.add(Problem.at("/name", CoreProblem.BAD_KEY, String.valueOf(name)));
    }
    if (value == null || value.isBlank()) {
      problems.add(Problem.at("/value", CoreProblem.REQUIRED));
    } else if (value.length() > LONGEST) {
      problems.add(Problem.at("/value", CoreProblem.TEXT_TOO_LONG, LONGEST));
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  public Uni<Void> remove(Caller caller, AppKey app, String flow, String name) {
    return authority
        .requireDesigning(caller, app)
        .chain(
            () ->
                pool.withTransaction(
                    sql ->
                        secrets
                            .remove(sql, caller.workspace(), app, flow, name)
                            .chain(
                                () ->
                                    AuditLog.write(
                                        sql,
                                        AuditEvent.of(
                                            caller,
                                            "flow.secret.removed",
                                            app + "/" + flow + "/" + name)))))
        .replaceWithVoid();
  }
}
