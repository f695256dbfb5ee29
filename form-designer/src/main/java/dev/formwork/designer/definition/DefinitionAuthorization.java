package dev.formwork.designer.definition;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.workspace.definition.DefinitionId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Checks who may see and change a definition. */
@ApplicationScoped
class DefinitionAuthorization {

  private final AppAuthorization authority;
  private final DefinitionTypes types;

  DefinitionAuthorization(AppAuthorization authority, DefinitionTypes types) {
    this.authority = authority;
    this.types = types;
  }

  /** Fails as forbidden unless the caller may read definitions of this kind. */
  Uni<Void> requireReading(Caller caller, DefinitionId id) {
    return types.of(id.kind()).editor() == AppRole.ADMINISTRATOR
        ? authority.requireAdministrator(caller, id.app())
        : authority.requireDesigner(caller, id.app());
  }

  /** The same for who changes them. */
  Uni<Void> requireWriting(Caller caller, DefinitionId id) {
    caller.requireWriting();
    caller.requireUnlimitedToken();
    return requireReading(caller, id);
  }
}
