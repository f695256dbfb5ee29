package dev.formwork.designer.flow;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.NewVersion;
import dev.formwork.designer.definition.PublishStep;
import dev.formwork.designer.definition.PublishWork;
import dev.formwork.workflow.schedule.DueFlows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Has flows looked after that start by the clock or by dates. */
@ApplicationScoped
class FlowPublishWork implements PublishWork {

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.FLOW;
  }

  @Override
  public Uni<PublishStep> plan(Caller caller, AppChange change) {
    return Uni.createFrom()
        .item(
            new Due(
                caller,
                change.wanted().stream()
                    .map(NewVersion::id)
                    .filter(id -> id.kind() == DefinitionKind.FLOW)
                    .toList()));
  }

  private record Due(Caller caller, List<DefinitionId> flows) implements PublishStep {

    @Override
    public Uni<Void> within(Mutiny.Session session) {
      return Multi.createFrom()
          .iterable(flows)
          .onItem()
          .transformToUniAndConcatenate(
              flow -> DueFlows.published(session, caller.workspace(), flow.app(), flow.key()))
          .collect()
          .asList()
          .replaceWithVoid();
    }
  }
}
