package dev.formwork.designer.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.DefinitionSchema;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
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
import java.util.List;
import java.util.Set;

/** Apps themselves: their title, the order of their forms, their functions and scripts. */
@Singleton
public final class AppType implements DefinitionType<AppDefinition> {

  /** Compared part by part. */
  private static final Set<String> APART = Set.of("functions", "scripts");

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.APP;
  }

  @Override
  public AppDefinition read(JsonNode json) {
    var problems = DefinitionSchema.APP.check(json);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return restore(json);
  }

  @Override
  public AppDefinition restore(JsonNode json) {
    return JsonShape.object(json, AppDefinition.class);
  }

  @Override
  public Title title(AppDefinition app) {
    return app.title();
  }

  @Override
  public List<Problem> misplaced(AppDefinition app, String key) {
    return app.key().value().equals(key)
        ? List.of()
        : List.of(Problem.at("/key", DesignProblem.KEY_MISMATCH, app.key(), key));
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, id.app());
  }

  @Override
  public List<Problem> problems(DefinitionId id, AppDefinition app, AppChange change) {
    var problems = new ArrayList<Problem>();
    var forms = change.formKeys();
    for (int i = 0; i < app.forms().size(); i++) {
      form(app.forms().get(i), "/forms/" + i, forms, problems);
    }
    if (app.start() != null) {
      form(app.start(), "/start", forms, problems);
    }
    FunctionsType.problems(app.functions())
        .forEach(problem -> problems.add(problem.within("/functions")));
    ScriptsType.problems(app.scripts(), forms)
        .forEach(problem -> problems.add(problem.within("/scripts")));
    return problems;
  }

  private static void form(FormKey form, String at, Set<String> forms, List<Problem> problems) {
    if (!forms.contains(form.value())) {
      problems.add(Problem.at(at, DesignProblem.SCRIPT_FORM, form));
    }
  }

  @Override
  public List<Difference> differences(AppDefinition before, AppDefinition after) {
    return new Differences()
        .whole("app", before, after, APART)
        .parts("function", before.functions(), after.functions(), ScriptFunction::name, _ -> null)
        .parts("script", before.scripts(), after.scripts(), AppScript::key, AppScript::title)
        .list();
  }

  @Override
  public List<Reference> references(DefinitionId id, AppDefinition definition, CompiledApp app) {
    var references = new ArrayList<Reference>();
    for (int i = 0; i < definition.forms().size(); i++) {
      references.add(reference("/forms/" + i, definition.forms().get(i)));
    }
    if (definition.start() != null) {
      references.add(reference("/start", definition.start()));
    }
    return List.copyOf(references);
  }

  private static Reference reference(String path, FormKey form) {
    return new Reference(path, DefinitionKind.FORM, form.value(), null);
  }

  @Override
  public AuditEvent audit(Caller caller, DefinitionId id, int version, JsonNode stored) {
    return AuditEvent.of(caller, "app.publish", id.app().value());
  }
}
