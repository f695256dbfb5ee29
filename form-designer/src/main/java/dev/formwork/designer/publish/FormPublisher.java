package dev.formwork.designer.publish;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Publishes definitions: compiles them, has the tables changed and the version switched in one
 * transaction, and stored results worked out again. A definition with a mistake changes nothing.
 */
@ApplicationScoped
public class FormPublisher {

  /** Tries to compile against the app as it is, when others publish into it at the same time. */
  private static final int TRIES = 5;

  private final CompiledForms forms;
  private final Definitions definitions;
  private final PublishTransaction publishTransaction;
  private final RemovedOptionsCheck removedOptionsCheck;
  private final Recomputations recomputations;
  private final AppAuthorization authority;

  FormPublisher(
      CompiledForms forms,
      Definitions definitions,
      PublishTransaction publishTransaction,
      RemovedOptionsCheck removedOptionsCheck,
      Recomputations recomputations,
      AppAuthorization authority) {
    this.authority = authority;
    this.forms = forms;
    this.definitions = definitions;
    this.publishTransaction = publishTransaction;
    this.removedOptionsCheck = removedOptionsCheck;
    this.recomputations = recomputations;
  }

  /**
   * Publishes one form.
   *
   * @return its new version; fails as invalid with all its problems
   */
  public Uni<Integer> publish(Caller caller, AppKey app, FormDefinition form) {
    return authority
        .requireDesigning(caller, app.value())
        .chain(
            () ->
                untilNothingMoved(
                    caller,
                    app,
                    () ->
                        change(caller, app, before -> sound(AppChange.of(before, List.of(form))))
                            .chain(change -> publish(caller, change, form))));
  }

  /** Compiles what an app would be, away from event loops. */
  private Uni<AppChange> change(
      Caller caller, AppKey app, Function<CompiledApp, AppChange> compile) {
    return forms
        .app(caller.workspace(), app)
        .chain(before -> WorkerThreads.run(() -> compile.apply(before)));
  }

  /** Fails as invalid when something would not run. */
  private static AppChange sound(AppChange change) {
    change.compiled();
    var broken = change.broken();
    if (!broken.isEmpty()) {
      throw Refusal.invalid(broken);
    }
    return change;
  }

  private Uni<Integer> publish(Caller caller, AppChange change, FormDefinition form) {
    var compiled = change.compiled();
    var before = change.before().forms().get(form.key().value());
    return removedOptionsCheck
        .check(before, form)
        .chain(() -> recomputations.planned(toRecompute(before, form)))
        .chain(planned -> publishTransaction.run(caller, PublishRequest.of(change, null, planned)))
        .replaceWith(compiled.getFirst().version());
  }

  /** Old records whose results may come out otherwise, or which may break what is new. */
  private static List<CompiledForm> toRecompute(CompiledForm before, FormDefinition after) {
    if (before == null) {
      return List.of();
    }
    if (FormDifference.changesStoredResults(before.definition(), after)) {
      return Recomputations.following(List.of(before));
    }
    return before.definition().invariants().equals(after.invariants())
        ? List.of()
        : List.of(before);
  }

  /** Publishes an app with all its forms: all or nothing. */
  public Uni<Void> publishApp(Caller caller, AppDefinition app, List<FormDefinition> appForms) {
    return publishApp(caller, app, appForms, List.of());
  }

  /** The same with flows, as a pack brings them. */
  public Uni<Void> publishApp(
      Caller caller,
      AppDefinition app,
      List<FormDefinition> appForms,
      List<FlowDefinition> appFlows) {
    caller.requireDesigning();
    return change(
            caller, app.key(), before -> firstOf(before.unpublished(), app, appForms, appFlows))
        .chain(
            change -> publishTransaction.run(caller, PublishRequest.first(change, app, appFlows)));
  }

  private static AppChange firstOf(
      CompiledApp none,
      AppDefinition app,
      List<FormDefinition> appForms,
      List<FlowDefinition> appFlows) {
    var change = AppChange.of(none, appForms, ScriptFunctionLibrary.with(app.functions()));
    change.compiled();
    change.requireRunning(appFlows);
    return change;
  }

  /**
   * Publishes an app's own settings; its forms stay as they are, and must go on working.
   *
   * @param change from the app as it is; asked again when somebody else published meanwhile
   * @param recomputed forms whose stored results come out otherwise by that, from the app before
   *     and after
   */
  public Uni<Void> publishSettings(
      Caller caller,
      AppKey app,
      UnaryOperator<AppDefinition> change,
      BiFunction<AppDefinition, AppDefinition, Uni<List<CompiledForm>>> recomputed) {
    return authority
        .requireDesigning(caller, app.value())
        .chain(
            () ->
                untilNothingMoved(
                    caller,
                    app,
                    () ->
                        definitions
                            .app(caller.workspace(), app.value())
                            .chain(before -> publish(caller, app, before, change, recomputed))));
  }

  private Uni<Void> publish(
      Caller caller,
      AppKey app,
      AppDefinition before,
      UnaryOperator<AppDefinition> change,
      BiFunction<AppDefinition, AppDefinition, Uni<List<CompiledForm>>> recomputed) {
    var after = change.apply(before);
    boolean calls = !after.functions().equals(before.functions());
    return change(
            caller,
            app,
            running ->
                sound(
                    AppChange.of(
                        running,
                        List.of(),
                        calls ? ScriptFunctionLibrary.with(after.functions()) : running.library())))
        .chain(
            compiled ->
                recomputed
                    .apply(before, after)
                    .chain(recomputations::planned)
                    .chain(
                        planned ->
                            publishTransaction.run(
                                caller, PublishRequest.of(compiled, after, planned))));
  }

  /** The problems a form would be refused for; empty when it could be published. */
  public Uni<List<Problem>> problems(Caller caller, AppKey app, FormDefinition form) {
    return forms
        .app(caller.workspace(), app)
        .chain(before -> WorkerThreads.run(() -> AppChange.of(before, List.of(form)).problems()));
  }

  /** A draft as it would run, for the names its formulas may use; empty while it has mistakes. */
  public Uni<Optional<CompiledForm>> preview(Caller caller, AppKey app, FormDefinition form) {
    return change(caller, app, before -> AppChange.of(before, List.of(form)))
        .map(change -> change.form(form));
  }

  private <T> Uni<T> untilNothingMoved(Caller caller, AppKey app, Supplier<Uni<T>> publishing) {
    return Uni.createFrom()
        .deferred(() -> publishing.get())
        .onFailure(PublishTransaction.AppChangedException.class)
        .call(() -> forms.refreshed(caller.workspace(), app))
        .onFailure(PublishTransaction.AppChangedException.class)
        .retry()
        .atMost(TRIES)
        .onFailure(PublishTransaction.AppChangedException.class)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.SCHEMA_BUSY));
  }
}
