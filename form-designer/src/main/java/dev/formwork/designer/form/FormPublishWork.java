package dev.formwork.designer.form;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.PublishStep;
import dev.formwork.designer.definition.PublishWork;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Has tables follow their forms, and stored results worked out again that come out otherwise. */
@ApplicationScoped
class FormPublishWork implements PublishWork {

  private final RemovedOptionsCheck removedOptionsCheck;
  private final TypeChangeCheck typeChanges;
  private final Recomputations recomputations;
  private final SchemaChange schema;

  FormPublishWork(
      RemovedOptionsCheck removedOptionsCheck,
      TypeChangeCheck typeChanges,
      Recomputations recomputations,
      SchemaChange schema) {
    this.removedOptionsCheck = removedOptionsCheck;
    this.typeChanges = typeChanges;
    this.recomputations = recomputations;
    this.schema = schema;
  }

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.FORM;
  }

  @Override
  public Uni<PublishStep> plan(Caller caller, AppChange change) {
    return removedOptions(change)
        .invoke(FormPublishWork::refuse)
        .chain(() -> typeChanges(caller, change))
        .invoke(
            found -> {
              if (!change.acceptsLoss() && !found.all().isEmpty()) {
                throw new Refusal(Refusal.Kind.CONFLICT, found.all());
              }
              refuse(found.obstacles());
            })
        .chain(
            found ->
                recomputations
                    .planned(toRecompute(change, found.conversions()))
                    .map(
                        planned ->
                            new FormPublishStep(
                                caller, stored(change), planned, schema, recomputations, found)));
  }

  /** Also what a yes would do away with, and values that keep a field from being unique. */
  @Override
  public Uni<List<Problem>> problems(Caller caller, AppChange change) {
    var problems = new ArrayList<Problem>();
    return removedOptions(change)
        .invoke(problems::addAll)
        .chain(() -> typeChanges(caller, change))
        .invoke(found -> problems.addAll(found.all()))
        .chain(found -> schema.problems(caller.workspace(), stored(change), found.replaced()))
        .invoke(problems::addAll)
        .replaceWith(problems);
  }

  private Uni<List<Problem>> removedOptions(AppChange change) {
    var problems = new ArrayList<Problem>();
    return Multi.createFrom()
        .iterable(change.wantedForms())
        .onItem()
        .transformToUniAndConcatenate(
            form ->
                removedOptionsCheck
                    .problems(change.before().forms().get(form.key()), form.definition())
                    .invoke(problems::addAll))
        .collect()
        .asList()
        .replaceWith(problems);
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
  }

  /**
   * The forms whose tables may change: those that are published, and those with a formula that has
   * results of another type by that.
   */
  private static List<CompiledForm> stored(AppChange change) {
    var forms = new ArrayList<>(change.wantedForms());
    change.forms().values().stream()
        .filter(form -> !change.isWanted(DefinitionKind.FORM, form.key()))
        .filter(form -> change.changed().contains(form.key()))
        .filter(form -> change.before().forms().containsKey(form.key()))
        .forEach(forms::add);
    return forms;
  }

  private Uni<TypeChangeCheck.Findings> typeChanges(Caller caller, AppChange change) {
    var all = new TypeChangeCheck.Findings();
    return Multi.createFrom()
        .iterable(stored(change))
        .onItem()
        .transformToUniAndConcatenate(
            form ->
                typeChanges
                    .check(change.before().forms().get(form.key()), form, caller.locale())
                    .invoke(all::addAll))
        .collect()
        .asList()
        .replaceWith(all);
  }

  /**
   * Old records whose results may come out otherwise, or which may break what is new. What is
   * called by other values now is called otherwise wherever it is read.
   */
  private static List<CompiledForm> toRecompute(
      AppChange change, List<ColumnConversion> conversions) {
    var before = change.before();
    var found = new LinkedHashSet<CompiledForm>();
    change
        .wantedForms()
        .forEach(form -> found.addAll(toRecompute(before.forms().get(form.key()), form)));
    conversions.stream()
        .filter(ColumnConversion::changesValues)
        .map(one -> before.forms().get(one.change().form()))
        .distinct()
        .forEach(form -> found.addAll(Recomputations.following(List.of(form))));
    return List.copyOf(found);
  }

  private static List<CompiledForm> toRecompute(CompiledForm before, CompiledForm after) {
    if (before == null) {
      return List.of();
    }
    if (FormDifferences.changesStoredResults(before.definition(), after.definition())) {
      return Recomputations.following(List.of(before));
    }
    return before.definition().invariants().equals(after.definition().invariants())
        ? List.of()
        : List.of(before);
  }
}
