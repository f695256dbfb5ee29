package dev.formwork.ui.flow.text;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.step.StepKind;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.Trigger;
import dev.formwork.workflow.definition.VotingRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A flow in words: the texts on the cards of steps, cases and the trigger. */
public final class FlowText {

  private static final int LONGEST = 160;

  private final FlowContext tools;
  private final AssigneeText people;

  public FlowText(FlowContext tools) {
    this.tools = tools;
    this.people = new AssigneeText(tools);
  }

  public static String title(Step step) {
    return step.title() == null ? StepKind.of(step).label() : step.title().in(UiTexts.locale());
  }

  /** Empty when there is nothing to say yet. */
  public String text(Step step) {
    return switch (step) {
      case Step.Approve approve ->
          joined(
              people.all(approve.assign()),
              approve.assign().size() == 1 && approve.decide().equals(VotingRule.ANY)
                  ? ""
                  : decide(approve.decide()),
              DurationText.due(approve.due()));
      case Step.Fill fill -> joined(people.all(fill.assign()), DurationText.due(fill.due()));
      case Step.Notify notify -> people.all(notify.to());
      case Step.Branch branch ->
          UiTexts.of(branch.every() ? "flow.branch.every" : "flow.branch.first");
      case Step.Parallel parallel -> join(parallel);
      case Step.ForEach each ->
          each.rows() != null
              ? UiTexts.of("flow.each.rows", field(each.key(), each.rows()))
              : each.form() == null
                  ? ""
                  : joined(form(each.form()), where(each.key(), each.form(), each.where()));
      case Step.Repeat repeat ->
          repeat.condition() == null
              ? ""
              : UiTexts.of("flow.repeat.while", condition(repeat.key(), repeat.condition()));
      case Step.Wait wait -> wait(wait);
      case Step.Call call -> call.flow() == null ? "" : flow(call.flow());
      case Step.End end ->
          end.outcome() == null ? UiTexts.of("flow.end.done") : outcome(end.outcome());
      case Step.Create create ->
          create.form() == null
              ? ""
              : joined(form(create.form()), sets(create.form(), create.set()));
      case Step.Update update ->
          update.form() == null
              ? joined(UiTexts.of("flow.this-record"), sets(null, update.set()))
              : joined(
                  form(update.form()),
                  where(update.key(), update.form(), update.where()),
                  sets(update.form(), update.set()));
      case Step.Delete delete ->
          delete.form() == null
              ? UiTexts.of("flow.this-record")
              : joined(form(delete.form()), where(delete.key(), delete.form(), delete.where()));
      case Step.Aggregate aggregate ->
          aggregate.form() == null
              ? ""
              : joined(form(aggregate.form()), UiTexts.of("flow.aggregate." + aggregate.of()));
      case Step.Http http -> http.url() == null ? "" : http.method() + " " + http.url();
      case Step.Email email ->
          joined(
              people.all(email.to()),
              email.address() == null ? "" : condition(email.key(), email.address()),
              plain(email.subject()));
      case Step.Message message ->
          joined(UiTexts.of("flow.channel." + channel(message)), plain(message.text()));
      case Step.Script script -> script.script() == null ? "" : shortened(script.script());
      case Step.Transition transition -> transition(transition);
      case Step.Assign assign ->
          joined(people.all(assign.among()), UiTexts.of("flow.assign." + assign.by().json()));
    };
  }

  private static String channel(Step.Message message) {
    return message.channel() == null ? "none" : message.channel().json();
  }

  private static String plain(Title title) {
    return title == null ? "" : title.in(UiTexts.locale());
  }

  /** Empty for what is otherwise, and for lanes. */
  public String way(String step, Step.Case way) {
    return way.when() == null ? "" : condition(step, way.when());
  }

  static String decide(VotingRule votingRule) {
    var word = UiTexts.of("flow.decide." + votingRule.mode().json());
    return votingRule.share() == 0
        ? word
        : UiTexts.of("flow.decide.share", word, votingRule.share());
  }

  private static String join(Step.Parallel parallel) {
    return switch (parallel.join()) {
      case 0 -> UiTexts.of("flow.join.all");
      case 1 -> UiTexts.of("flow.join.any");
      default -> UiTexts.of("flow.join.some", parallel.join());
    };
  }

  private String wait(Step.Wait wait) {
    if (wait.duration() != null) {
      return UiTexts.of("flow.wait.for", DurationText.of(wait.duration()));
    }
    if (wait.until() != null) {
      return UiTexts.of("flow.wait.until", condition(wait.key(), wait.until()));
    }
    return wait.event() == null || wait.event().when() == null
        ? UiTexts.of("flow.wait.event")
        : UiTexts.of("flow.wait.when", condition(wait.key(), wait.event().when()));
  }

  private String transition(Step.Transition transition) {
    var stage =
        tools
            .form()
            .flatMap(form -> byKey(form, transition.field()))
            .map(field -> field instanceof StageField one ? one : null);
    return stage
        .flatMap(one -> one.stage(transition.to()))
        .map(to -> UiTexts.of("flow.transition.to", to.title().in(UiTexts.locale())))
        .orElse("");
  }

  private static java.util.Optional<dev.formwork.core.field.Field> byKey(
      FormDefinition form, String key) {
    return form.fields().stream().filter(field -> field.key().value().equals(key)).findFirst();
  }

  private String field(String step, String key) {
    var form = tools.formulas(step).form();
    return form == null
        ? key
        : byKey(form, key).map(one -> one.title().in(UiTexts.locale())).orElse(key);
  }

  String form(String key) {
    return tools.form(key).map(form -> form.title().in(UiTexts.locale())).orElse(key);
  }

  private String flow(String key) {
    return tools.others().stream()
        .filter(one -> one.key().value().equals(key))
        .findFirst()
        .map(one -> one.title().in(UiTexts.locale()))
        .orElse(key);
  }

  private String sets(String form, Map<String, String> set) {
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
            .collect(Collectors.joining(UiTexts.of("flow.comma")));
    return named.isEmpty() ? "" : UiTexts.of("flow.sets", named);
  }

  private String where(String step, String form, String where) {
    if (where == null) {
      return UiTexts.of("flow.where.all");
    }
    return tools
        .formulas(step)
        .asking(form)
        .map(names -> UiTexts.of("flow.where", shown(names, where)))
        .orElse(where);
  }

  /** A formula as people read it, its logic in words. */
  String condition(String step, String source) {
    return shown(tools.formulas(step).names(), source);
  }

  private static String shown(FormulaScope names, String source) {
    return shortened(spoken(names.shown(source, UiTexts.locale())));
  }

  /** Outside of quotes, where every second part stands. */
  private static String spoken(String formula) {
    var parts = formula.split("\"", -1);
    for (int i = 0; i < parts.length; i += 2) {
      parts[i] =
          parts[i]
              .replace(" AND ", UiTexts.of("flow.and"))
              .replace(" OR ", UiTexts.of("flow.or"))
              .replace("NOT ", UiTexts.of("flow.not"))
              .replace(">=", "≥")
              .replace("<=", "≤")
              .replace("<>", "≠");
    }
    return String.join("\"", parts);
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }

  public static String outcome(String outcome) {
    return switch (outcome) {
      case "approved", "rejected", "withdrawn", "terminated", "done", "failed" ->
          UiTexts.of("flow.outcome." + outcome);
      default -> outcome;
    };
  }

  /** What starts it, as a title. */
  public static String starts(Trigger trigger) {
    return UiTexts.of("flow.trigger." + triggerWord(trigger));
  }

  public static String triggerWord(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Created _ -> "record.created";
      case Trigger.Changed _ -> "record.changed";
      case Trigger.Submitted _ -> "record.submitted";
      case Trigger.Deleted _ -> "record.deleted";
      case Trigger.DateReached _ -> "record.date";
      case Trigger.Schedule _ -> "schedule";
      case Trigger.Webhook _ -> "webhook";
      case Trigger.Button _ -> "button";
      case Trigger.CalledByFlow _ -> "flow";
      case Trigger.TaskEvent _ -> "task";
    };
  }

  /** The form, and what must hold. */
  public String start() {
    var flow = tools.flow();
    var more =
        switch (flow.trigger()) {
          case Trigger.Changed changed ->
              changed.fields().stream()
                  .map(key -> field(null, key))
                  .collect(Collectors.joining(UiTexts.of("flow.comma")));
          case Trigger.DateReached dateReached ->
              dateReached.field() == null ? "" : field(null, dateReached.field());
          case Trigger.Schedule schedule -> CronText.of(schedule.cron());
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
    return joined(
        flow.form() == null ? "" : form(flow.form().value()),
        more,
        condition == null ? "" : condition(null, condition));
  }

  public static String joined(String... parts) {
    return Stream.of(parts)
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(" · "));
  }

  /** The titles of steps by their keys, for whoever tells what happened. */
  static Map<String, String> titles(List<Step> steps) {
    return dev.formwork.workflow.definition.StepTree.all(steps)
        .collect(Collectors.toMap(Step::key, FlowText::title, (one, _) -> one));
  }
}
