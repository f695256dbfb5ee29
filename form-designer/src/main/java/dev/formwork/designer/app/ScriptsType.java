package dev.formwork.designer.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionKind;
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
import java.util.Set;
import java.util.stream.IntStream;

/** The scripts that people of an app may run. Their texts may hold keys to other systems. */
@Singleton
public final class ScriptsType implements DefinitionType<List<AppScript>> {

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.SCRIPTS;
  }

  @Override
  public List<AppScript> read(JsonNode json) {
    return JsonShape.list(json, AppScript.class);
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, id.app());
  }

  @Override
  public List<Problem> problems(DefinitionId id, List<AppScript> scripts, AppChange change) {
    return problems(scripts, change.formKeys());
  }

  static List<Problem> problems(List<AppScript> scripts, Set<String> forms) {
    var problems = new ArrayList<Problem>();
    var keys = new HashSet<String>();
    for (int i = 0; i < scripts.size(); i++) {
      var script = scripts.get(i);
      var at = "/" + i;
      if (script.key() == null || !script.key().matches("[a-z][a-z0-9_]{0,39}")) {
        problems.add(Problem.at(at + "/key", DesignProblem.SCRIPT_KEY));
      } else if (!keys.add(script.key())) {
        problems.add(Problem.at(at + "/key", DesignProblem.SCRIPT_TAKEN, script.key()));
      }
      if (script.title() == null) {
        problems.add(Problem.at(at + "/title", CoreProblem.REQUIRED));
      }
      if (script.form() != null && !forms.contains(script.form().value())) {
        problems.add(Problem.at(at + "/form", DesignProblem.SCRIPT_FORM, script.form()));
      }
      ScriptSyntaxCheck.problem(script.script(), at + "/script").ifPresent(problems::add);
    }
    return problems;
  }

  @Override
  public List<Difference> differences(List<AppScript> before, List<AppScript> after) {
    return new Differences()
        .parts("script", before, after, AppScript::key, AppScript::title)
        .list();
  }

  @Override
  public List<Reference> references(DefinitionId id, List<AppScript> scripts, CompiledApp app) {
    return references(scripts, "");
  }

  static List<Reference> references(List<AppScript> scripts, String at) {
    return IntStream.range(0, scripts.size())
        .filter(i -> scripts.get(i).form() != null)
        .mapToObj(
            i ->
                new Reference(
                    at + "/" + i + "/form",
                    DefinitionKind.FORM,
                    scripts.get(i).form().value(),
                    null))
        .toList();
  }

  @Override
  public AuditEvent audit(Caller caller, DefinitionId id, int version, JsonNode stored) {
    return AuditEvent.of(caller, "app.publish", id.app().value());
  }
}
