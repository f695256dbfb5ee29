package dev.formwork.designer.form;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.designer.definition.PublishStep;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * What one publish of forms does to the database.
 *
 * @param recomputed what is to be worked out again
 * @param conversions values that become what their new type holds
 */
record FormPublishStep(
    Caller caller,
    List<CompiledForm> forms,
    List<Recomputations.Planned> recomputed,
    SchemaChange schema,
    Recomputations recomputations,
    List<TypeChangeCheck.Conversion> conversions)
    implements PublishStep {

  @Override
  public Uni<Void> before() {
    return schema.beforehand(caller.workspace(), forms);
  }

  @Override
  public Uni<Void> within(Mutiny.Session session) {
    return schema
        .apply(session, caller.workspace(), forms)
        .chain(() -> TypeChangeCheck.convert(session, conversions))
        .chain(() -> recomputations.plan(session, caller.workspace(), recomputed));
  }

  @Override
  public Uni<Void> after() {
    recomputations.wake();
    return schema.afterwards(caller.workspace(), forms);
  }
}
