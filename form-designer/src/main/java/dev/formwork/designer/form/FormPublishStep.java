package dev.formwork.designer.form;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.problem.Refusal;
import dev.formwork.designer.definition.PublishStep;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What one publish of forms does to the database.
 *
 * @param recomputed what is to be worked out again
 * @param found the values of fields whose type changes
 */
record FormPublishStep(
    Caller caller,
    List<CompiledForm> forms,
    List<Recomputations.Planned> recomputed,
    SchemaChange schema,
    Recomputations recomputations,
    TypeChangeCheck.Findings found)
    implements PublishStep {

  @Override
  public Uni<Void> before() {
    return schema.beforehand(caller.workspace(), forms, found.replaced());
  }

  @Override
  public Uni<Void> within(Mutiny.Session session) {
    return schema
        .apply(session, caller.workspace(), forms, found.replaced())
        .chain(() -> convert(session))
        .chain(() -> recomputations.plan(session, caller.workspace(), recomputed));
  }

  private Uni<Void> convert(Mutiny.Session session) {
    return Multi.createFrom()
        .iterable(found.conversions())
        .onItem()
        .transformToUniAndConcatenate(one -> one.run(session))
        .collect()
        .asList()
        .replaceWithVoid()
        .onFailure(SchemaChange::isNotUnique)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.UNIQUE_NOT_POSSIBLE));
  }

  @Override
  public Uni<Void> after() {
    recomputations.wake();
    return schema.afterwards(caller.workspace(), forms);
  }
}
