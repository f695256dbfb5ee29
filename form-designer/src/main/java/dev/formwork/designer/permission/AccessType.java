package dev.formwork.designer.permission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.DefinitionType;
import dev.formwork.designer.definition.Difference;
import dev.formwork.designer.definition.Differences;
import dev.formwork.designer.definition.JsonShape;
import dev.formwork.designer.definition.Reference;
import dev.formwork.designer.problem.DesignProblem;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who comes into an app, and as what. For administrators of the app. */
@Singleton
public final class AccessType implements DefinitionType<AppAccess> {

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.ACCESS;
  }

  @Override
  public AppRole editor() {
    return AppRole.ADMINISTRATOR;
  }

  @Override
  public AppAccess read(JsonNode json) {
    return JsonShape.object(json, AppAccess.class);
  }

  /** Every member is a user. */
  @Override
  public Optional<AppAccess> initial(DefinitionId id) {
    return Optional.of(AppAccess.open(id.app()));
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, id.app());
  }

  @Override
  public List<Problem> problems(DefinitionId id, AppAccess access, AppChange change) {
    return IntStream.range(0, access.grants().size())
        .filter(i -> access.grants().get(i).as() == null)
        .mapToObj(i -> Problem.at("/grants/" + i + "/as", DesignProblem.PERMISSION_APP_ROLE))
        .toList();
  }

  @Override
  public List<Difference> differences(AppAccess before, AppAccess after) {
    return new Differences().values("grant", before.grants(), after.grants(), _ -> null).list();
  }

  @Override
  public List<Reference> references(DefinitionId id, AppAccess access, CompiledApp app) {
    return List.of();
  }

  @Override
  public AuditEvent audit(Caller caller, DefinitionId id, int version, JsonNode stored) {
    return AuditEvent.of(caller, "access.save", id.app().value(), stored.toString());
  }
}
