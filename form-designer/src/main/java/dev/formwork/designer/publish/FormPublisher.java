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
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.designer.flow.PublishedFlow;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                        compilation(caller, app)
                            .chain(compilation -> publish(caller, compilation, form))));
  }

  private Uni<Integer> publish(Caller caller, AppCompilation compilation, FormDefinition form) {
    var compiled = compilation.compile(List.of(form));
    var broken = new ArrayList<>(compilation.brokenElsewhere(List.of(form)));
    compiled.forEach(one -> broken.addAll(compilation.brokenPermissions(one)));
    broken.addAll(compilation.brokenFlows(List.of(form)));
    if (!broken.isEmpty()) {
      throw Refusal.invalid(broken);
    }
    var key = form.key().value();
    var before = compilation.published().get(key);
    return removedOptionsCheck
        .check(before, form)
        .chain(() -> recomputations.planned(toRecompute(before, form)))
        .chain(
            planned ->
                publishTransaction.run(
                    caller, PublishRequest.of(compilation, null, compiled, planned)))
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
    return Uni.createFrom()
        .item(
            () ->
                new AppCompilation(
                        caller.workspace().schema(),
                        app.key(),
                        0,
                        ScriptFunctionLibrary.with(app.functions()),
                        Map.of(),
                        List.of())
                    .compile(appForms))
        .invoke(compiled -> AppCompilation.requireRunning(appFlows, compiled))
        .chain(
            compiled ->
                publishTransaction.run(caller, PublishRequest.first(app, compiled, appFlows)));
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
                        compilation(caller, app)
                            .chain(
                                compilation -> publish(caller, compilation, change, recomputed))));
  }

  private Uni<Void> publish(
      Caller caller,
      AppCompilation compilation,
      UnaryOperator<AppDefinition> change,
      BiFunction<AppDefinition, AppDefinition, Uni<List<CompiledForm>>> recomputed) {
    return definitions
        .app(caller.workspace(), compilation.app().value())
        .chain(
            before ->
                publish(
                    caller,
                    compilation,
                    change.apply(before),
                    after -> recomputed.apply(before, after)));
  }

  private Uni<Void> publish(
      Caller caller,
      AppCompilation compilation,
      AppDefinition app,
      Function<AppDefinition, Uni<List<CompiledForm>>> recomputed) {
    var calling = compilation.calling(ScriptFunctionLibrary.with(app.functions()));
    var broken = new ArrayList<>(calling.brokenElsewhere(List.of()));
    broken.addAll(calling.brokenFlows(List.of()));
    if (!broken.isEmpty()) {
      throw Refusal.invalid(broken);
    }
    return recomputed
        .apply(app)
        .chain(recomputations::planned)
        .chain(
            planned ->
                publishTransaction.run(
                    caller, PublishRequest.of(compilation, app, List.of(), planned)));
  }

  /** The problems a form would be refused for; empty when it could be published. */
  public Uni<List<Problem>> problems(Caller caller, AppKey app, FormDefinition form) {
    return compilation(caller, app).map(compilation -> compilation.problems(form));
  }

  /** A draft as it would run, for the names its formulas may use; empty while it has mistakes. */
  public Uni<Optional<CompiledForm>> preview(Caller caller, AppKey app, FormDefinition form) {
    return compilation(caller, app).map(compilation -> compilation.preview(form));
  }

  private Uni<AppCompilation> compilation(Caller caller, AppKey app) {
    var workspace = caller.workspace();
    return Uni.combine()
        .all()
        .unis(
            forms.setting(workspace, app.value()),
            forms.forms(workspace, app.value()),
            definitions.ofApp(workspace, app.value()))
        .usingConcurrencyOf(1)
        .asTuple()
        .map(
            found ->
                new AppCompilation(
                    workspace.schema(),
                    app,
                    found.getItem1().version(),
                    found.getItem1().library(),
                    found.getItem2(),
                    PublishedFlow.among(found.getItem3())));
  }

  private <T> Uni<T> untilNothingMoved(Caller caller, AppKey app, Supplier<Uni<T>> publishing) {
    return Uni.createFrom()
        .deferred(() -> publishing.get())
        .onFailure(PublishTransaction.AppChangedException.class)
        .invoke(() -> forms.forget(caller.workspace().schema(), app.value()))
        .onFailure(PublishTransaction.AppChangedException.class)
        .retry()
        .atMost(TRIES)
        .onFailure(PublishTransaction.AppChangedException.class)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, "schema-busy"));
  }
}
