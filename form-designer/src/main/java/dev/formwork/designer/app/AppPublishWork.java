package dev.formwork.designer.app;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.PublishStep;
import dev.formwork.designer.definition.PublishWork;
import dev.formwork.designer.recompute.Recomputations;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Has stored results worked out again that call a function which does something else now. */
@ApplicationScoped
class AppPublishWork implements PublishWork {

  private final Recomputations recomputations;

  AppPublishWork(Recomputations recomputations) {
    this.recomputations = recomputations;
  }

  @Override
  public DefinitionKind kind() {
    return DefinitionKind.APP;
  }

  @Override
  public Uni<PublishStep> plan(Caller caller, AppChange change) {
    var app = change.before().key();
    return recomputations
        .calling(caller, app, changed(functions(change.before().app()), functions(change.app())))
        .chain(recomputations::planned)
        .map(planned -> new Recomputing(caller, planned));
  }

  private static List<ScriptFunction> functions(Optional<AppDefinition> app) {
    return app.map(AppDefinition::functions).orElse(List.of());
  }

  /** Names of those that were there before and do something else now. */
  private static Set<String> changed(List<ScriptFunction> before, List<ScriptFunction> after) {
    return after.stream()
        .filter(
            function ->
                before.stream()
                    .anyMatch(
                        old -> old.name().equals(function.name()) && !worksAlike(old, function)))
        .map(ScriptFunction::name)
        .collect(Collectors.toSet());
  }

  private static boolean worksAlike(ScriptFunction one, ScriptFunction other) {
    return one.script().equals(other.script())
        && one.result() == other.result()
        && one.parameters().equals(other.parameters());
  }

  private final class Recomputing implements PublishStep {

    private final Caller caller;
    private final List<Recomputations.Planned> planned;

    Recomputing(Caller caller, List<Recomputations.Planned> planned) {
      this.caller = caller;
      this.planned = planned;
    }

    @Override
    public Uni<Void> within(Mutiny.Session session) {
      return recomputations.plan(session, caller.workspace(), planned);
    }

    @Override
    public Uni<Void> after() {
      recomputations.wake();
      return Uni.createFrom().voidItem();
    }
  }
}
