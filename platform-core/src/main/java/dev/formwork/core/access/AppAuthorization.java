package dev.formwork.core.access;

import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.definition.Definitions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/**
 * Checks what role a caller has in an app, from the app's access definition alone, so that
 * designers can still repair an app whose forms do not compile.
 */
@ApplicationScoped
public class AppAuthorization {

  private final Definitions definitions;

  AppAuthorization(Definitions definitions) {
    this.definitions = definitions;
  }

  /** Who comes into an app, and as what. */
  public Uni<AppAccess> access(Workspace workspace, AppKey app) {
    return definitions
        .find(workspace, app.value(), DefinitionKind.ACCESS, app.value())
        .map(
            found ->
                found == null || found.publishedVersion() == 0
                    ? AppAccess.open(app)
                    : found.readPublished(AppAccess.class));
  }

  /** All that a caller is in an app; empty: they may not come in. */
  public Uni<Set<AppRole>> roles(Caller caller, AppKey app) {
    if (caller.isSystem()) {
      return Uni.createFrom().item(Set.of(AppRole.ADMINISTRATOR));
    }
    return access(caller.workspace(), app)
        .map(access -> access.rolesOf(caller.standing(), caller.people()));
  }

  /** Fails as forbidden unless the caller may change the app's forms, functions and scripts. */
  public Uni<Void> requireDesigning(Caller caller, AppKey app) {
    caller.requireWriting();
    return requireDesigner(caller, app);
  }

  /** The same for what only designers may read. */
  public Uni<Void> requireDesigner(Caller caller, AppKey app) {
    caller.requireWholeScope();
    return roles(caller, app)
        .invoke(
            roles -> {
              if (!roles.contains(AppRole.DESIGNER) && !roles.contains(AppRole.ADMINISTRATOR)) {
                throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.DESIGNERS_ONLY);
              }
            })
        .replaceWithVoid();
  }

  /** Fails as forbidden unless the caller may say who may do what in the app. */
  public Uni<Void> requireAdministrator(Caller caller, AppKey app) {
    caller.requireWholeScope();
    return roles(caller, app)
        .invoke(
            roles -> {
              if (!roles.contains(AppRole.ADMINISTRATOR)) {
                throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.APP_ADMINISTRATORS_ONLY);
              }
            })
        .replaceWithVoid();
  }

  /** The same by a text; fails as not found when that cannot be a key. */
  public Uni<Void> requireDesigning(Caller caller, String app) {
    return parsed(app).chain(key -> requireDesigning(caller, key));
  }

  /** The same by a text; fails as not found when that cannot be a key. */
  public Uni<Void> requireDesigner(Caller caller, String app) {
    return parsed(app).chain(key -> requireDesigner(caller, key));
  }

  /** The same by a text; fails as not found when that cannot be a key. */
  public Uni<Void> requireAdministrator(Caller caller, String app) {
    return parsed(app).chain(key -> requireAdministrator(caller, key));
  }

  /** The same by a text; fails as not found when that cannot be a key. */
  public Uni<AppAccess> access(Workspace workspace, String app) {
    return parsed(app).chain(key -> access(workspace, key));
  }

  private static Uni<AppKey> parsed(String app) {
    return Uni.createFrom()
        .item(
            () ->
                AppKey.parse(app)
                    .orElseThrow(
                        () -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app)));
  }
}
