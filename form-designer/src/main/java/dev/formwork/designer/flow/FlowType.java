package dev.formwork.designer.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.DefinitionType;
import dev.formwork.designer.definition.Difference;
import dev.formwork.designer.definition.JsonShape;
import dev.formwork.designer.definition.Reference;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.workflow.compile.FlowCompiler;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.problem.FlowProblem;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Flows. A version that is published starts with the next instance; those that run stay on theirs.
 */
@Singleton
public final class FlowType implements DefinitionType<FlowDefinition> {

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.FLOW;
  }

  @Override
  public FlowDefinition read(JsonNode json) {
    return definition(json);
  }

  /** Reads a flow; fails as invalid, naming what is none. */
  public static FlowDefinition definition(JsonNode json) {
    var readResult = FlowJsonReader.of(json);
    if (readResult.flow() == null) {
      throw Refusal.invalid(readResult.problems());
    }
    return readResult.flow();
  }

  @Override
  public FlowDefinition restore(JsonNode json) {
    return JsonShape.object(json, FlowDefinition.class);
  }

  /** As it was written: instances and drawings go by what is left out, too. */
  @Override
  public JsonNode stored(FlowDefinition flow, JsonNode read) {
    return read;
  }

  @Override
  public Title title(FlowDefinition flow) {
    return flow.title();
  }

  @Override
  public List<Problem> misplaced(FlowDefinition flow, String key) {
    return flow.key().value().equals(key)
        ? List.of()
        : List.of(Problem.at("/key", DesignProblem.KEY_MISMATCH, flow.key(), key));
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_NOT_FOUND, id.app(), id.key());
  }

  @Override
  public List<Problem> problems(DefinitionId id, FlowDefinition flow, AppChange change) {
    return FlowValidator.problems(flow, change.forms());
  }

  /** What flows could no longer do; when forms have mistakes, these are told first. */
  @Override
  public List<Problem> broken(AppChange change) {
    if (!change.result().failed().isEmpty()) {
      return List.of();
    }
    return change
        .staying(DefinitionKind.FLOW)
        .filter(one -> concerns(change, one.published()))
        .map(one -> one.readPublished(FlowDefinition.class))
        .flatMap(
            flow ->
                FlowValidator.broken(flow, change.forms()).stream()
                    .map(problem -> inFlow(flow, problem)))
        .toList();
  }

  /** Whether a flow may go by one of the changed forms: it then names one of them. */
  private static boolean concerns(AppChange change, String flow) {
    return change.changesFunctions() || change.changed().stream().anyMatch(flow::contains);
  }

  private static Problem inFlow(FlowDefinition flow, Problem problem) {
    return Problem.at("", DesignProblem.BREAKS_FLOW, flow.title(), problem.path(), problem);
  }

  @Override
  public List<Difference> differences(FlowDefinition before, FlowDefinition after) {
    return FlowDifferences.between(before, after);
  }

  @Override
  public List<Reference> references(DefinitionId id, FlowDefinition flow, CompiledApp app) {
    return switch (FlowCompiler.compile(flow, 0, app.forms())) {
      case FlowCompiler.Result.Compiled(var compiled) -> FlowReferences.of(compiled);
      case FlowCompiler.Result.Failed _ -> List.of();
    };
  }
}
