package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many must agree, and what becomes of it. */
final class VotingTest {

  private static InstanceDriver voting(String decide, String... who) {
    return InstanceDriver.begin(
        flow(
            "{\"type\": \"approve\", \"key\": \"a\", \"decide\": %s, \"assign\": [%s]}"
                .formatted(decide, String.join(", ", who))));
  }

  @Test
  void any_one_decides_and_the_others_need_not() {
    var instanceDriver = voting("\"any\"", named(1), named(2));
    instanceDriver.approves(2).isDone();
    assertThat(instanceDriver.waiting()).isEmpty();
  }

  @Test
  void all_must_agree() {
    var instanceDriver = voting("\"all\"", named(1), named(2)).approves(1);
    assertThat(instanceDriver.waiting()).containsExactly(2L);
    instanceDriver.approves(2).isDone();
    assertThat(voting("\"all\"", named(1), named(2)).rejects(2).status())
        .isEqualTo(InstanceStatus.REJECTED);
  }

  @Test
  void in_sequence_one_after_the_other() {
    var instanceDriver = voting("\"sequence\"", named(3), named(1));
    assertThat(instanceDriver.waiting()).containsExactly(3L);
    instanceDriver.approves(3);
    assertThat(instanceDriver.waiting()).containsExactly(1L);
    instanceDriver.approves(1).isDone();
  }

  @Test
  void a_percentage_and_what_cannot_reach_it_any_more_is_rejected() {
    var who = new String[] {named(1), named(2), named(3), named(4)};
    voting("{\"mode\": \"percent\", \"pass\": 50}", who).approves(1).approves(2).isDone();
    var lost = voting("{\"mode\": \"percent\", \"pass\": 50}", who).rejects(1).rejects(2);
    assertThat(lost.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(lost.rejects(3).status()).isEqualTo(InstanceStatus.REJECTED);
  }

  @Test
  void voices_have_weights() {
    var chair = "{\"member\": \"" + person(1) + "\", \"weight\": 3}";
    voting("{\"mode\": \"weighted\", \"pass\": 60}", chair, named(2), named(3))
        .approves(1)
        .isDone();
    assertThat(
            voting("{\"mode\": \"weighted\", \"pass\": 60}", chair, named(2), named(3))
                .approves(2)
                .approves(3)
                .status())
        .isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void a_rejection_ends_it_or_goes_back_as_the_step_says() {
    assertThat(voting("\"any\"", named(1)).rejects(1).outcome()).isEqualTo("rejected");
    var back =
        InstanceDriver.begin(
            flow(
                "{\"type\": \"approve\", \"key\": \"a\", \"reject\": \"return\", \"assign\": [%s]}"
                    .formatted(named(1))));
    back.rejects(1);
    assertThat(back.steps()).containsExactly(Token.SUBMITTER);
    back.completes(0);
    assertThat(back.steps()).containsExactly("a");
    var step =
        InstanceDriver.begin(
            flow(
                """
                {"type": "approve", "key": "a", "assign": [%s]},
                {"type": "approve", "key": "b", "reject": {"return": "a"}, "assign": [%s]}"""
                    .formatted(named(1), named(2))));
    step.approves(1).rejects(2);
    assertThat(step.steps()).containsExactly("a");
  }

  @Test
  void whoever_is_added_before_decides_before() {
    var instanceDriver =
        voting("\"any\"", named(1))
            .does(
                1, new Event.TaskDecision.AddApprovers(List.of(person(2)), Event.Placement.BEFORE));
    assertThat(instanceDriver.waiting()).containsExactly(2L);
    instanceDriver.approves(2);
    assertThat(instanceDriver.waiting()).containsExactly(1L);
    instanceDriver.approves(1).isDone();
  }

  @Test
  void whoever_is_added_after_decides_after() {
    var instanceDriver =
        voting("\"any\"", named(1))
            .does(
                1, new Event.TaskDecision.AddApprovers(List.of(person(2)), Event.Placement.AFTER));
    assertThat(instanceDriver.waiting()).containsExactly(2L);
    instanceDriver.approves(2).isDone();
  }

  @Test
  void whoever_is_added_beside_is_one_voice_more() {
    var instanceDriver =
        voting("\"all\"", named(1))
            .does(
                1, new Event.TaskDecision.AddApprovers(List.of(person(2)), Event.Placement.BESIDE))
            .approves(1);
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.RUNNING);
    instanceDriver.approves(2).isDone();
  }

  @Test
  void an_opinion_decides_nothing_and_whoever_asked_is_told() {
    var instanceDriver =
        voting("\"any\"", named(1)).does(1, new Event.TaskDecision.AskOpinion(List.of(person(2))));
    assertThat(instanceDriver.waiting()).containsExactly(1L, 2L);
    assertThat(instanceDriver.taskOf(2).kind()).isEqualTo(TaskKind.OPINION);
    instanceDriver.does(2, new Event.TaskDecision.GiveOpinion());
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(instanceDriver.told("answered")).containsExactly(1L);
  }

  @Test
  void a_transferred_task_is_somebody_elses() {
    var instanceDriver =
        voting("\"any\"", named(1)).does(1, new Event.TaskDecision.Transfer(person(4)));
    assertThat(instanceDriver.waiting()).containsExactly(4L);
    instanceDriver.approves(4).isDone();
  }

  @Test
  void the_submitter_and_whoever_approved_before_are_passed_over_if_the_flow_says_so() {
    InstanceDriver.begin(
            flow(
                "\"rules\": {\"skipSubmitter\": true, \"skipRepeated\": true},",
                """
                {"type": "approve", "key": "a", "assign": [{"submitter": true}]},
                {"type": "approve", "key": "b", "assign": [%s]}, {"type": "approve", "key": "c", "assign": [%s]}"""
                    .formatted(named(1), named(1))))
        .approves(1)
        .isDone();
  }

  @Test
  void a_decision_is_taken_back_until_somebody_acts() {
    var instanceDriver =
        InstanceDriver.begin(
            flow(
                """
                {"type": "approve", "key": "a", "assign": [%s]}, {"type": "approve", "key": "b", "assign": [%s]}"""
                    .formatted(named(1), named(2))));
    var task = instanceDriver.task(1);
    instanceDriver.approves(1).happens(new Event.DecisionTakenBack(task, person(1)));
    assertThat(instanceDriver.waiting()).containsExactly(1L);
    var again = instanceDriver.task(1);
    instanceDriver.approves(1).does(2, new Event.TaskDecision.AskOpinion(List.of(person(3))));
    assertThatThrownBy(() -> instanceDriver.happens(new Event.DecisionTakenBack(again, person(1))))
        .isInstanceOf(EventRefusedException.class)
        .hasMessage("flow-went-on");
  }

  @Test
  void a_task_is_done_once() {
    var instanceDriver = voting("\"all\"", named(1), named(2));
    var task = instanceDriver.task(1);
    instanceDriver.approves(1);
    assertThatThrownBy(
            () ->
                instanceDriver.happens(
                    new Event.TaskDecided(
                        task, person(1), new Event.TaskDecision.Reject(), null, null)))
        .isInstanceOf(EventRefusedException.class)
        .hasMessage("task-over");
  }
}
