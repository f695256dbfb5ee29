package dev.formwork.ui.flow.text;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.StageField;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.CronText;
import dev.formwork.workflow.definition.DurationText;
import dev.formwork.workflow.definition.SentenceContext;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepText;
import dev.formwork.workflow.definition.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A flow in words: the texts on the cards of steps, cases and the trigger, with the names that the
 * reader knows.
 */
public final class FlowText implements SentenceContext {

  private final FlowContext tools;
  private final AssigneeText people;
  private final StepText words = words();

  public FlowText(FlowContext tools) {
    this.tools = tools;
    this.people = new AssigneeText(tools);
  }

  /** The words for steps, in the reader's language. */
  public static StepText words() {
    return new StepText(UiTexts.locale());
  }

  public static DurationText durations() {
    return new DurationText(words());
  }

  public static String title(Step step) {
    return words().title(step);
  }

  /** Common schedules in words; others as they are. */
  public static String schedule(String cron) {
    return new CronText(words()).of(cron);
  }

  /** Empty when there is nothing to say yet. */
  public String text(Step step) {
    return step.sentence(this);
  }

  /** Empty for what is otherwise, and for lanes. */
  public String way(String step, BranchStep.Case way) {
    return way.when() == null ? "" : expression(step, way.when());
  }

  @Override
  public StepText text() {
    return words;
  }

  @Override
  public String people(List<AssigneeRule> rules) {
    return people.all(rules);
  }

  @Override
  public Optional<String> stage(String field, String stage) {
    return tools
        .form()
        .flatMap(form -> byKey(form, field))
        .filter(StageField.class::isInstance)
        .flatMap(found -> ((StageField) found).stage(stage))
        .map(to -> to.title().in(UiTexts.locale()));
  }

  private static Optional<Field> byKey(FormDefinition form, String key) {
    return form.fields().stream().filter(field -> field.key().value().equals(key)).findFirst();
  }

  @Override
  public String field(String step, String key) {
    var form = tools.formulas(step).form();
    return form == null
        ? key
        : byKey(form, key).map(one -> one.title().in(UiTexts.locale())).orElse(key);
  }

  @Override
  public String form(String key) {
    return tools.form(key).map(form -> form.title().in(UiTexts.locale())).orElse(key);
  }

  @Override
  public String flow(String key) {
    return tools.others().stream()
        .filter(one -> one.key().value().equals(key))
        .findFirst()
        .map(one -> one.title().in(UiTexts.locale()))
        .orElse(key);
  }

  @Override
  public String assignments(String form, Map<String, String> set) {
    var target = form == null ? tools.form() : tools.form(form);
    var named =
        set.keySet().stream()
            .sorted()
            .map(
                key ->
                    target
                        .flatMap(one -> byKey(one, key))
                        .map(one -> one.title().in(UiTexts.locale()))
                        .orElse(key))
            .collect(Collectors.joining(words.word("comma")));
    return named.isEmpty() ? "" : words.word("sets", named);
  }

  @Override
  public String records(String step, String form, String where) {
    if (where == null) {
      return words.word("where.all");
    }
    return tools
        .formulas(step)
        .asking(form)
        .map(names -> words.word("where", shown(names, where)))
        .orElse(where);
  }

  /** Its logic in words. */
  @Override
  public String expression(String step, String source) {
    return shown(tools.formulas(step).names(), source);
  }

  private String shown(FormulaScope names, String source) {
    return StepText.shortened(spoken(names.shown(source, UiTexts.locale())));
  }

  /** Outside of quotes, where every second part stands. */
  private String spoken(String formula) {
    var parts = formula.split("\"", -1);
    for (int i = 0; i < parts.length; i += 2) {
      parts[i] =
          parts[i]
              .replace(" AND ", words.word("and"))
              .replace(" OR ", words.word("or"))
              .replace("NOT ", words.word("not"))
              .replace(">=", "≥")
              .replace("<=", "≤")
              .replace("<>", "≠");
    }
    return String.join("\"", parts);
  }

  /** What starts it, as a title. */
  public static String starts(Trigger trigger) {
    return words().name(trigger.type());
  }

  /** The form, and what must hold. */
  public String start() {
    var flow = tools.flow();
    var more =
        switch (flow.trigger()) {
          case Trigger.Changed changed ->
              changed.fields().stream()
                  .map(key -> field(null, key))
                  .collect(Collectors.joining(words.word("comma")));
          case Trigger.DateReached dateReached ->
              dateReached.field() == null ? "" : field(null, dateReached.field());
          case Trigger.Schedule schedule -> schedule(schedule.cron());
          case Trigger.TaskEvent task -> task.flow() == null ? "" : flow(task.flow());
          case Trigger.Created _,
              Trigger.Submitted _,
              Trigger.Deleted _,
              Trigger.Webhook _,
              Trigger.Button _,
              Trigger.CalledByFlow _ ->
              "";
        };
    var condition = flow.trigger().condition();
    return StepText.joined(
        flow.form() == null ? "" : form(flow.form().value()),
        more,
        condition == null ? "" : expression(null, condition));
  }
}
