package dev.formwork.designer.form;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.PublishStep;
import dev.formwork.designer.definition.PublishWork;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    var forms = change.wantedForms();
    return Multi.createFrom()
        .iterable(forms)
        .onItem()
        .transformToUniAndConcatenate(
            form ->
                removedOptionsCheck.check(
                    change.before().forms().get(form.key()), form.definition()))
        .collect()
        .asList()
        .chain(() -> conversions(change))
        .chain(
            conversions ->
                recomputations
                    .planned(toRecompute(change.before(), forms))
                    .map(
                        planned ->
                            new FormPublishStep(
                                caller,
                                forms,
                                planned,
                                schema,
                                recomputations,
                                () -> typeChanges.convert(conversions))));
  }

  private Uni<List<TypeChangeCheck.Conversion>> conversions(AppChange change) {
    return Multi.createFrom()
        .iterable(change.wantedForms())
        .onItem()
        .transformToUniAndConcatenate(
            form ->
                typeChanges.check(
                    change.before().forms().get(form.key()), form, change.acceptsLoss()))
        .collect()
        .asList()
        .map(found -> found.stream().flatMap(List::stream).toList());
  }

  /** Old records whose results may come out otherwise, or which may break what is new. */
  private static List<CompiledForm> toRecompute(CompiledApp before, List<CompiledForm> forms) {
    var found = new LinkedHashSet<CompiledForm>();
    forms.forEach(form -> found.addAll(toRecompute(before.forms().get(form.key()), form)));
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
