package dev.formwork.designer.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.expression.function.BuiltInFunctions;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** An app's own functions. */
@Singleton
public final class FunctionsType implements DefinitionType<List<ScriptFunction>> {

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.FUNCTIONS;
  }

  @Override
  public List<ScriptFunction> read(JsonNode json) {
    return JsonShape.list(json, ScriptFunction.class);
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, id.app());
  }

  @Override
  public List<Problem> problems(DefinitionId id, List<ScriptFunction> functions, AppChange change) {
    return problems(functions);
  }

  static List<Problem> problems(List<ScriptFunction> functions) {
    var problems = new ArrayList<Problem>();
    var names = new HashSet<String>();
    for (int i = 0; i < functions.size(); i++) {
      var function = functions.get(i);
      var at = "/" + i;
      if (function.name() == null || !function.name().matches("[A-Z][A-Z0-9_]{1,39}")) {
        problems.add(Problem.at(at + "/name", DesignProblem.FUNCTION_NAME));
      } else if (BuiltInFunctions.INSTANCE.named(function.name()).isPresent()
          || !names.add(function.name())) {
        problems.add(Problem.at(at + "/name", DesignProblem.FUNCTION_TAKEN, function.name()));
      }
      if (function.result() == null) {
        problems.add(Problem.at(at + "/result", CoreProblem.REQUIRED));
      }
      ScriptSyntaxCheck.problem(function.script(), at + "/script").ifPresent(problems::add);
    }
    return problems;
  }

  @Override
  public List<Difference> differences(List<ScriptFunction> before, List<ScriptFunction> after) {
    return new Differences()
        .parts("function", before, after, ScriptFunction::name, _ -> null)
        .list();
  }

  @Override
  public List<Reference> references(
      DefinitionId id, List<ScriptFunction> functions, CompiledApp app) {
    return List.of();
  }

  @Override
  public AuditEvent audit(Caller caller, DefinitionId id, int version, JsonNode stored) {
    return AuditEvent.of(caller, "app.publish", id.app().value());
  }
}
