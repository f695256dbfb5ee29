package dev.formwork.designer.permission;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The permission sets of forms, and who comes into an app. For administrators of the app. What is
 * saved holds at once, on every node, and is kept as a version of its own.
 */
@ApplicationScoped
public class Permissions {

  private static final int MAX_SETS = 100;

  private final Mutiny.SessionFactory sessions;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final AppAuthorization authority;

  Permissions(
      Mutiny.SessionFactory sessions,
      Definitions definitions,
      CompiledForms forms,
      AppAuthorization authority) {
    this.sessions = sessions;
    this.definitions = definitions;
    this.forms = forms;
    this.authority = authority;
  }

  /** Those of a form; those of an open form while nobody defined any. */
  public Uni<FormPermissions> of(Caller caller, String app, String form) {
    return authority
        .requireAdministrator(caller, app)
        .chain(() -> forms.form(caller.workspace(), app, form))
        .map(compiled -> compiled.links().permissions(compiled.definition().key()));
  }

  /**
   * Replaces those of a form; fails as invalid with everything that is wrong with them.
   *
   * @param expected the version these were made from; null: whatever is there. Fails as stale when
   *     someone else saved meanwhile
   */
  public Uni<Void> save(
      Caller caller, String app, String form, FormPermissions wanted, Integer expected) {
    caller.requireWriting();
    return authority
        .requireAdministrator(caller, app)
        .chain(() -> forms.form(caller.workspace(), app, form))
        .invoke(
            compiled -> {
              requireForm(form, wanted.form());
              if (wanted.sets().size() > MAX_SETS) {
                throw Refusal.invalid(
                    List.of(Problem.at("/sets", DesignProblem.TOO_MANY_SETS, MAX_SETS)));
              }
              var problems = PermissionCompiler.compile(compiled, wanted).problems();
              if (!problems.isEmpty()) {
                throw Refusal.invalid(problems);
              }
            })
        .chain(
            () ->
                publish(
                    caller,
                    app,
                    DefinitionKind.PERMISSIONS,
                    form,
                    DefinitionJson.write(wanted),
                    expected));
  }

  private static void requireForm(String form, FormKey named) {
    if (named != null && !named.value().equals(form)) {
      throw Refusal.invalid(List.of(Problem.at("/form", DesignProblem.KEY_MISMATCH, named, form)));
    }
  }

  /** How often the permissions of a form were saved; 0: never. */
  public Uni<Integer> version(Caller caller, String app, String form) {
    return version(caller, app, DefinitionKind.PERMISSIONS, form);
  }

  /** How often it was saved who comes into an app; 0: never. */
  public Uni<Integer> accessVersion(Caller caller, String app) {
    return version(caller, app, DefinitionKind.ACCESS, app);
  }

  private Uni<Integer> version(Caller caller, String app, DefinitionKind kind, String key) {
    return definitions
        .find(caller.workspace(), app, kind, key)
        .map(found -> found == null ? 0 : found.publishedVersion());
  }

  /** Who comes into an app. */
  public Uni<AppAccess> access(Caller caller, String app) {
    return authority
        .requireAdministrator(caller, app)
        .chain(() -> authority.access(caller.workspace(), app));
  }

  /**
   * @param expected the version this was made from; null: whatever is there
   */
  public Uni<Void> saveAccess(Caller caller, String app, AppAccess wanted, Integer expected) {
    caller.requireWriting();
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < wanted.grants().size(); i++) {
      if (wanted.grants().get(i).as() == null) {
        problems.add(Problem.at("/grants/" + i + "/as", DesignProblem.PERMISSION_APP_ROLE));
      }
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return authority
        .requireAdministrator(caller, app)
        .chain(
            () ->
                publish(
                    caller,
                    app,
                    DefinitionKind.ACCESS,
                    app,
                    DefinitionJson.write(wanted),
                    expected));
  }

  private Uni<Void> publish(
      Caller caller, String app, DefinitionKind kind, String key, String json, Integer expected) {
    var workspace = caller.workspace();
    var event =
        AuditEvent.of(
            caller,
            kind == DefinitionKind.ACCESS ? "access.save" : "permissions.save",
            kind == DefinitionKind.ACCESS ? app : app + "/" + key,
            json);
    return sessions
        .withTransaction(
            session ->
                oneAtATime(session, workspace.schema() + " " + app)
                    .chain(() -> definitions.nextVersion(session, workspace, app, kind, key))
                    .invoke(next -> requireVersion(expected, next - 1))
                    .chain(
                        () ->
                            definitions.publish(
                                session, workspace, app, kind, key, json, caller.memberId()))
                    .chain(session::flush)
                    .chain(() -> announce(session, workspace.schema() + " " + app))
                    .chain(() -> AuditLog.write(session, event)))
        .call(() -> forms.refreshed(workspace, new AppKey(app)));
  }

  private static void requireVersion(Integer expected, int current) {
    if (expected != null && expected != current) {
      throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
    }
  }

  /** As publishing a form does: one of an app waits for the other. */
  private static Uni<Integer> oneAtATime(Mutiny.Session session, String app) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))) locked",
            Integer.class)
        .setParameter(1, "publish " + app)
        .getSingleResult();
  }

  private static Uni<Integer> announce(Mutiny.Session session, String payload) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_notify('formwork_definitions', ?1)) announced", Integer.class)
        .setParameter(1, payload)
        .getSingleResult();
  }
}
