package dev.formwork.workflow.lock;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FlowOwnedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fields and stages that only flows set, as the flows say: nobody approves by hand. Administrators
 * may bring in records that have them, such as those of another system. Pure.
 */
final class OwnedStages {

  private OwnedStages() {}

  /**
   * @param flows of the record's form
   * @param changed keys of what was changed
   */
  static List<Problem> problems(
      List<CompiledFlow> flows, RecordEvent happening, Set<String> changed) {
    boolean broughtIn =
        happening.kind() == RecordEvent.Kind.CREATED && happening.caller().isAdministrator();
    if (broughtIn) {
      return List.of();
    }
    var owned = happening.form().links().owned(happening.form().key());
    return Stream.concat(
            owned.values().stream()
                .filter(field -> changed.contains(field.field()))
                .flatMap(field -> problem(field, happening).stream()),
            flows.stream().flatMap(flow -> problems(flow, happening, changed)))
        .collect(Collectors.toMap(Problem::path, one -> one, (first, _) -> first, TreeMap::new))
        .values()
        .stream()
        .toList();
  }

  private static Optional<Problem> problem(FlowOwnedField owned, RecordEvent happening) {
    var form = happening.form();
    var now = EnteredChanges.value(form, happening.after(), owned.field());
    if (happening.kind() == RecordEvent.Kind.CREATED) {
      return now == null || ValueEquality.same(now, usual(happening, owned.field()))
          ? Optional.empty()
          : Optional.of(neverByHand(owned));
    }
    var before = EnteredChanges.value(form, happening.before(), owned.field());
    if (owned.mayMove(before, now)) {
      return Optional.empty();
    }
    var moves = owned.movesFrom(before);
    return Optional.of(
        moves.isEmpty()
            ? neverByHand(owned)
            : Problem.at(
                "/" + owned.field(),
                FlowProblem.RECORD_MOVE_OF_FLOW,
                owned.flow(),
                titles(form, owned.field(), moves)));
  }

  private static Problem neverByHand(FlowOwnedField owned) {
    return Problem.at("/" + owned.field(), FlowProblem.RECORD_STAGE_OF_FLOW, owned.flow());
  }

  /** What the new record begins with unless somebody chooses; null: nothing. */
  private static Object usual(RecordEvent happening, String key) {
    var form = happening.form();
    var byDefault =
        form.defaults().stream().filter(initial -> initial.target().name().equals(key)).findFirst();
    if (byDefault.isPresent()) {
      var initial = byDefault.get();
      return initial
          .target()
          .normal(
              initial.expression().program().run(happening.moment().of(happening.after().data())));
    }
    var field = field(form, key);
    return field == null ? null : field.initial(MemberId.valueOrNull(happening.caller().me()));
  }

  private static Field field(CompiledForm form, String key) {
    return form.definition().fields().stream()
        .filter(one -> one.key().value().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static Title titles(CompiledForm form, String key, Set<String> values) {
    var field = field(form, key);
    return new Title(
        named(field, values, Locale.ENGLISH, ", "), named(field, values, Locale.CHINESE, "、"));
  }

  /** In the order of the field's list; values of a field without one as they are. */
  private static String named(Field field, Set<String> values, Locale locale, String comma) {
    return field instanceof Optioned optioned
        ? optioned.listed().stream()
            .filter(one -> values.contains(one.key()))
            .map(one -> one.title().in(locale))
            .collect(Collectors.joining(comma))
        : values.stream().sorted().collect(Collectors.joining(comma));
  }

  private static Stream<Problem> problems(
      CompiledFlow flow, RecordEvent happening, Set<String> changed) {
    return RunLock.transitions(flow)
        .filter(step -> step.owned() && changed.contains(step.field()))
        .filter(
            step ->
                step.to()
                    .equals(
                        EnteredChanges.value(happening.form(), happening.after(), step.field())))
        .map(
            step ->
                Problem.at(
                    "/" + step.field(),
                    FlowProblem.RECORD_STAGE_OF_FLOW,
                    flow.definition().title()));
  }
}
