package dev.formwork.core.access;

import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.definition.DefinitionId;
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
        .find(workspace, DefinitionId.ofApp(app, DefinitionKind.ACCESS))
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
    caller.requireUnlimitedToken();
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
}
