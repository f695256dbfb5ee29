package dev.formwork.workflow.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.testing.GoldenFile;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.TaskKind;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.task.TaskView;
import dev.formwork.workflow.task.Tasks;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of tasks and instances, character by character. */
final class TaskAnswersTest {

  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-28T10:00:00Z");
  private static final OffsetDateTime LATER = OffsetDateTime.parse("2026-11-28T10:00:07.5+01:00");
  private static final UUID TASK = new UUID(0, 1);
  private static final UUID INSTANCE = new UUID(0, 2);
  private static final RecordId RECORD = new RecordId(new UUID(0, 3));
  private static final MemberId ANN = new MemberId(new UUID(0, 4));
  private static final MemberId BOB = new MemberId(new UUID(0, 5));

  private static Tasks.Card card(UUID instance) {
    return new Tasks.Card(
        TASK,
        instance,
        new AppKey("crm"),
        "approval",
        new Title("Approval", "审批"),
        "deal",
        RECORD,
        "Paper",
        "boss",
        new Title("Manager", "经理"),
        TaskKind.APPROVE,
        ANN,
        AT,
        LATER,
        null,
        null,
        InstanceStatus.RUNNING,
        BOB,
        true,
        false);
  }

  /** A draft: a record that no flow has yet. */
  private static Tasks.Card draft() {
    return new Tasks.Card(
        TASK,
        null,
        new AppKey("crm"),
        "approval",
        new Title("Approval", "审批"),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        AT,
        null,
        null,
        null,
        null,
        null,
        false,
        false);
  }

  private static InstanceView instance(boolean over) {
    return new InstanceView(
        INSTANCE,
        new AppKey("crm"),
        "approval",
        3,
        new Title("Approval", "审批"),
        null,
        over ? null : "deal",
        over ? null : RECORD,
        over ? null : "Paper",
        over ? InstanceStatus.DONE : InstanceStatus.RUNNING,
        over ? "approved" : null,
        null,
        over ? null : ANN,
        AT,
        over ? LATER : null,
        over
            ? List.of()
            : List.of(new InstanceView.OpenTask(TASK, "boss", BOB, ANN, AT, LATER, null)),
        List.of(
            new InstanceView.HistoryLine(
                1, AT, "started", null, ANN, null, null, null, null, null, null),
            new InstanceView.HistoryLine(
                2,
                LATER,
                "approved",
                "boss",
                BOB,
                ANN,
                "fine",
                tree("{\"a\":[1]}"),
                1234,
                Duration.ofSeconds(5),
                Duration.ofMillis(1500))),
        0,
        Set.of("b", "a"),
        over ? Set.of() : Set.of("boss"),
        over ? List.of() : List.of(ActionKind.WITHDRAW, ActionKind.APPROVE));
  }

  private static TaskView view(boolean demanding) {
    return new TaskView(
        card(INSTANCE),
        instance(false),
        null,
        null,
        List.of(ActionKind.APPROVE),
        Map.of(),
        demanding,
        demanding,
        demanding
            ? List.of(
                new TaskView.ReturnTarget(null, new Title("Ann", null)),
                new TaskView.ReturnTarget("first", new Title("Ann", null)))
            : List.of(),
        demanding ? List.of("next") : List.of(),
        demanding ? List.of("amount") : List.of(),
        List.of(),
        null);
  }

  private static JsonNode tree(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_page_of_tasks() {
    holds(
        "tasks.json",
        TaskCardAnswer.Page.of(
            new Tasks.Page(List.of(card(INSTANCE), draft()), null), Locale.CHINESE));
  }

  @Test
  void a_task_that_asks_for_nothing_more_leaves_that_out() {
    holds("task.json", TaskAnswer.of(view(false), Locale.ENGLISH));
  }

  @Test
  void a_task_that_wants_a_comment_a_signature_and_fields() {
    holds("task-demanding.json", TaskAnswer.of(view(true), Locale.ENGLISH));
  }

  @Test
  void an_instance_that_is_over_has_no_people_left() {
    holds("instance-over.json", InstanceAnswer.of(instance(true), Locale.ENGLISH));
  }

  @Test
  void history_says_who_did_what_and_how_long_it_took() {
    holds("history.json", instance(false).history().stream().map(HistoryLineAnswer::of).toList());
  }

  @Test
  void several_tasks_at_once_say_which_were_not_done_and_why() {
    var outcomes =
        List.of(
            new Tasks.Outcome(TASK, List.of()),
            new Tasks.Outcome(INSTANCE, List.of(Problem.at("/x", CoreProblem.REQUIRED))));
    holds(
        "outcomes.json",
        outcomes.stream().map(outcome -> TaskOutcomeAnswer.of(outcome, Locale.ENGLISH)).toList());
  }

  private static void holds(String golden, Object answer) {
    new GoldenFile(TaskAnswersTest.class, golden).holds(DefinitionJson.write(answer) + "\n");
  }
}
