package dev.formwork.designer.definition;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.Problem;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** What publishing definitions of a kind does beyond storing their versions. */
public interface PublishWork {

  /** Of the rows that it follows. */
  DefinitionKind kind();

  /**
   * Plans it, for definitions that were found to run; fails when the data there is stands against
   * them.
   */
  Uni<PublishStep> plan(Caller caller, AppChange change);

  /** What the data there says against definitions that were found to run. */
  default Uni<List<Problem>> problems(Caller caller, AppChange change) {
    return Uni.createFrom().item(List.of());
  }
}
