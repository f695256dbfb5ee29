package dev.formwork.designer.form;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.DefinitionSchema;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
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
import jakarta.inject.Singleton;
import java.util.List;

/** Forms. */
@Singleton
public final class FormType implements DefinitionType<FormDefinition> {

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.FORM;
  }

  @Override
  public FormDefinition read(JsonNode json) {
    return definition(json);
  }

  /** Reads a form definition that passes its schema; fails as invalid, naming what does not. */
  public static FormDefinition definition(JsonNode json) {
    var problems = DefinitionSchema.FORM.check(json);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return JsonShape.object(json, FormDefinition.class);
  }

  @Override
  public FormDefinition restore(JsonNode json) {
    return JsonShape.object(json, FormDefinition.class);
  }

  @Override
  public Title title(FormDefinition form) {
    return form.title();
  }

  @Override
  public List<Problem> misplaced(FormDefinition form, String key) {
    return form.key().value().equals(key)
        ? List.of()
        : List.of(Problem.at("/key", DesignProblem.KEY_MISMATCH, form.key(), key));
  }

  @Override
  public Refusal missing(DefinitionId id) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, id.app(), id.key());
  }

  @Override
  public List<Problem> problems(DefinitionId id, FormDefinition form, AppChange change) {
    var before = change.before().forms().get(id.key());
    var after = change.forms().get(id.key());
    return before == null || after == null
        ? change.result().failed().getOrDefault(id.key(), List.of())
        : TypeChanges.refused(before, after);
  }

  /** The other forms that would no longer compile. */
  @Override
  public List<Problem> broken(AppChange change) {
    return change.before().forms().values().stream()
        .filter(other -> !change.isWanted(DefinitionKind.FORM, other.key()))
        .flatMap(
            other ->
                change.result().failed().getOrDefault(other.key(), List.of()).stream()
                    .map(problem -> inOther(other, problem)))
        .toList();
  }

  private static Problem inOther(CompiledForm form, Problem problem) {
    return Problem.at(
        "", DesignProblem.BREAKS_OTHER_FORM, form.definition().title(), problem.path(), problem);
  }

  @Override
  public List<Difference> differences(FormDefinition before, FormDefinition after) {
    return FormDifferences.between(before, after);
  }

  @Override
  public List<Reference> references(DefinitionId id, FormDefinition form, CompiledApp app) {
    return FormReferences.of(app.forms().get(id.key()));
  }
}
