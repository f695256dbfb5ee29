package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.Lab.flow;
import static dev.formwork.workflow.engine.Lab.named;
import static dev.formwork.workflow.engine.Lab.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How many must agree, and what becomes of it. */
final class DecisionsTest {

  private static Walk voting(String decide, String... who) {
    return Walk.begin(
        flow(
            "{\"type\": \"approve\", \"key\": \"a\", \"decide\": %s, \"assign\": [%s]}"
                .formatted(decide, String.join(", ", who))));
  }

  @Test
  void any_one_decides_and_the_others_need_not() {
    var walk = voting("\"any\"", named(1), named(2));
    walk.approves(2).isDone();
    assertThat(walk.waiting()).isEmpty();
  }

  @Test
  void all_must_agree() {
    var walk = voting("\"all\"", named(1), named(2)).approves(1);
    assertThat(walk.waiting()).containsExactly(2L);
    walk.approves(2).isDone();
    assertThat(voting("\"all\"", named(1), named(2)).rejects(2).status())
        .isEqualTo(Status.REJECTED);
  }

  @Test
  void in_sequence_one_after_the_other() {
    var walk = voting("\"sequence\"", named(3), named(1));
    assertThat(walk.waiting()).containsExactly(3L);
    walk.approves(3);
    assertThat(walk.waiting()).containsExactly(1L);
    walk.approves(1).isDone();
  }

  @Test
  void a_percentage_and_what_cannot_reach_it_any_more_is_rejected() {
    var who = new String[] {named(1), named(2), named(3), named(4)};
    voting("{\"mode\": \"percent\", \"pass\": 50}", who).approves(1).approves(2).isDone();
    var lost = voting("{\"mode\": \"percent\", \"pass\": 50}", who).rejects(1).rejects(2);
    assertThat(lost.status()).isEqualTo(Status.RUNNING);
    assertThat(lost.rejects(3).status()).isEqualTo(Status.REJECTED);
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
        .isEqualTo(Status.RUNNING);
  }

  @Test
  void a_rejection_ends_it_or_goes_back_as_the_step_says() {
    assertThat(voting("\"any\"", named(1)).rejects(1).outcome()).isEqualTo("rejected");
    var back =
        Walk.begin(
            flow(
                "{\"type\": \"approve\", \"key\": \"a\", \"reject\": \"return\", \"assign\": [%s]}"
                    .formatted(named(1))));
    back.rejects(1);
    assertThat(back.steps()).containsExactly(Position.SUBMITTER);
    back.completes(0);
    assertThat(back.steps()).containsExactly("a");
    var step =
        Walk.begin(
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
    var walk =
        voting("\"any\"", named(1))
            .does(1, new Event.Act.Add(List.of(person(2)), Event.Placement.BEFORE));
    assertThat(walk.waiting()).containsExactly(2L);
    walk.approves(2);
    assertThat(walk.waiting()).containsExactly(1L);
    walk.approves(1).isDone();
  }

  @Test
  void whoever_is_added_after_decides_after() {
    var walk =
        voting("\"any\"", named(1))
            .does(1, new Event.Act.Add(List.of(person(2)), Event.Placement.AFTER));
    assertThat(walk.waiting()).containsExactly(2L);
    walk.approves(2).isDone();
  }

  @Test
  void whoever_is_added_beside_is_one_voice_more() {
    var walk =
        voting("\"all\"", named(1))
            .does(1, new Event.Act.Add(List.of(person(2)), Event.Placement.BESIDE))
            .approves(1);
    assertThat(walk.status()).isEqualTo(Status.RUNNING);
    walk.approves(2).isDone();
  }

  @Test
  void an_opinion_decides_nothing_and_whoever_asked_is_told() {
    var walk = voting("\"any\"", named(1)).does(1, new Event.Act.Ask(List.of(person(2))));
    assertThat(walk.waiting()).containsExactly(1L, 2L);
    assertThat(walk.taskOf(2).kind()).isEqualTo(TaskKind.OPINION);
    walk.does(2, new Event.Act.Answer());
    assertThat(walk.status()).isEqualTo(Status.RUNNING);
    assertThat(walk.told("answered")).containsExactly(1L);
  }

  @Test
  void a_transferred_task_is_somebody_elses() {
    var walk = voting("\"any\"", named(1)).does(1, new Event.Act.Transfer(person(4)));
    assertThat(walk.waiting()).containsExactly(4L);
    walk.approves(4).isDone();
  }

  @Test
  void the_submitter_and_whoever_approved_before_are_passed_over_if_the_flow_says_so() {
    Walk.begin(
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
    var walk =
        Walk.begin(
            flow(
                """
                {"type": "approve", "key": "a", "assign": [%s]}, {"type": "approve", "key": "b", "assign": [%s]}"""
                    .formatted(named(1), named(2))));
    var task = walk.task(1);
    walk.approves(1).happens(new Event.TookBack(task, person(1)));
    assertThat(walk.waiting()).containsExactly(1L);
    var again = walk.task(1);
    walk.approves(1).does(2, new Event.Act.Ask(List.of(person(3))));
    assertThatThrownBy(() -> walk.happens(new Event.TookBack(again, person(1))))
        .isInstanceOf(Refused.class)
        .hasMessage("flow-went-on");
  }

  @Test
  void a_task_is_done_once() {
    var walk = voting("\"all\"", named(1), named(2));
    var task = walk.task(1);
    walk.approves(1);
    assertThatThrownBy(
            () ->
                walk.happens(new Event.Acted(task, person(1), new Event.Act.Reject(), null, null)))
        .isInstanceOf(Refused.class)
        .hasMessage("task-over");
  }
}
