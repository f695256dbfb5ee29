package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** People count, not their tasks; a deputy is the one who decides. */
final class PeopleCountTest {

  private static final String OF_THREE =
      "{\"type\": \"approve\", \"key\": \"a\", \"decide\": %s, \"assign\": [%s, %s, %s]}";

  private final EngineFixture world = new EngineFixture();

  private InstanceDriver voting(String decide) {
    return InstanceDriver.begin(
        world, flow(OF_THREE.formatted(decide, named(1), named(2), named(3))));
  }

  private static Event.TaskDecision transfer(int to) {
    return new Event.TaskDecision.Transfer(person(to));
  }

  @Test
  void whoever_takes_over_a_task_beside_their_own_has_one_voice() {
    var handed = voting("{\"mode\": \"percent\", \"pass\": 60}").does(1, transfer(3));
    assertThat(handed.waiting()).containsExactly(2L, 3L);
    handed.approves(3);
    assertThat(handed.status()).isEqualTo(InstanceStatus.RUNNING);
    assertThat(handed.waiting()).containsExactly(2L);
    handed.approves(2).isDone();
  }

  @Test
  void their_rejection_counts_once_as_well() {
    var handed = voting("{\"mode\": \"percent\", \"pass\": 50}").does(1, transfer(3)).rejects(3);
    assertThat(handed.status()).isEqualTo(InstanceStatus.RUNNING);
    handed.approves(2).isDone();
  }

  @Test
  void a_task_handed_to_somebody_who_decided_is_decided() {
    var handed = voting("\"all\"").approves(3).does(1, transfer(3));
    assertThat(handed.waiting()).containsExactly(2L);
    handed.approves(2).isDone();
  }

  @Test
  void a_reassigned_task_gives_nobody_a_second_voice() {
    var voting = voting("{\"mode\": \"percent\", \"pass\": 60}");
    voting.happens(new Event.Reassigned(voting.task(1), person(3), person(9))).approves(3);
    assertThat(voting.status()).isEqualTo(InstanceStatus.RUNNING);
    voting.approves(2).isDone();
  }

  @Test
  void a_deputy_who_is_asked_too_decides_once() {
    world.deputies.put(person(1), person(3));
    var voting = voting("{\"mode\": \"percent\", \"pass\": 60}");
    assertThat(voting.waiting()).containsExactly(2L, 3L);
    voting.approves(3);
    assertThat(voting.status()).isEqualTo(InstanceStatus.RUNNING);
    voting.approves(2).isDone();
  }

  @Test
  void a_deputy_of_two_is_one_person() {
    world.deputies.put(person(1), person(4));
    world.deputies.put(person(2), person(4));
    var voting = voting("{\"mode\": \"percent\", \"pass\": 60}").approves(4);
    assertThat(voting.waiting()).containsExactly(3L);
    voting.approves(3).isDone();
  }

  @Test
  void in_sequence_a_person_is_asked_once() {
    var voting = voting("\"sequence\"").does(1, transfer(3)).approves(3);
    assertThat(voting.waiting()).containsExactly(2L);
    voting.approves(2).isDone();
  }

  @Test
  void whoever_hands_on_the_task_they_decide_with_keeps_the_other() {
    var voting = voting("\"all\"").does(1, transfer(3)).does(3, transfer(5));
    assertThat(voting.waiting()).containsExactly(2L, 3L, 5L);
    voting.approves(5).approves(3).approves(2).isDone();
  }

  @Test
  void weights_of_one_person_do_not_add_up() {
    var chair = "{\"member\": \"" + person(1) + "\", \"weight\": 3}";
    var voting =
        InstanceDriver.begin(
            flow(
                OF_THREE.formatted(
                    "{\"mode\": \"weighted\", \"pass\": 60}", chair, named(2), named(3))));
    // Of 3 and 1: the greatest of their own two, not four of five.
    voting.does(1, transfer(3)).approves(2);
    assertThat(voting.status()).isEqualTo(InstanceStatus.RUNNING);
    voting.approves(3).isDone();
  }

  @Test
  void two_who_each_added_the_other_before_themselves_both_decide() {
    var before = Event.Placement.BEFORE;
    var voting =
        voting("\"all\"")
            .does(3, new Event.TaskDecision.AddApprovers(List.of(person(1)), before))
            .does(1, new Event.TaskDecision.AddApprovers(List.of(person(3)), before));
    assertThat(voting.waiting()).containsExactly(1L, 2L, 3L);
    voting.approves(1).approves(3).approves(2).isDone();
  }

  @Test
  void a_deputy_who_is_away_passes_on() {
    world.deputies.put(person(1), person(2));
    world.deputies.put(person(2), person(4));
    var voting =
        InstanceDriver.begin(
            world,
            flow("{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(1))));
    assertThat(voting.waiting()).containsExactly(4L);
    assertThat(voting.taskOf(4).principal()).isEqualTo(person(1));
  }

  @Test
  void where_all_are_away_for_each_other_the_task_stays() {
    world.deputies.put(person(1), person(2));
    world.deputies.put(person(2), person(4));
    world.deputies.put(person(4), person(2));
    var voting =
        InstanceDriver.begin(
            world,
            flow("{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(1))));
    assertThat(voting.waiting()).containsExactly(1L);
  }

  @Test
  void a_task_is_transferred_to_the_deputy_of_a_deputy() {
    world.deputies.put(person(4), person(5));
    world.deputies.put(person(5), person(6));
    assertThat(voting("\"any\"").does(1, transfer(4)).waiting()).containsExactly(2L, 3L, 6L);
  }

  private static final String SKIPS = "\"rules\": {\"skipSubmitter\": true},";

  @Test
  void a_deputy_who_is_the_submitter_is_passed_over() {
    world.deputies.put(person(1), person(0));
    var voting =
        InstanceDriver.begin(
            world,
            flow(
                SKIPS,
                "{\"type\": \"approve\", \"key\": \"a\", \"decide\": \"all\", \"assign\": [%s, %s]}"
                    .formatted(named(1), named(2))));
    assertThat(voting.waiting()).containsExactly(2L);
    assertThat(voting.history).contains("skipped");
    voting.approves(2).isDone();
  }

  @Test
  void where_only_the_submitter_would_stand_in_whoever_is_away_decides() {
    world.deputies.put(person(1), person(0));
    var alone =
        InstanceDriver.begin(
            world,
            flow(
                SKIPS,
                "{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(1))));
    assertThat(alone.waiting()).containsExactly(1L);
    alone.approves(1).isDone();
  }

  @Test
  void passing_over_deputies_never_makes_a_majority() {
    world.deputies.put(person(1), person(0));
    world.deputies.put(person(2), person(0));
    var voting =
        InstanceDriver.begin(
            world,
            flow(
                SKIPS,
                OF_THREE.formatted(
                    "{\"mode\": \"percent\", \"pass\": 50}", named(1), named(2), named(3))));
    assertThat(voting.waiting()).containsExactlyInAnyOrder(1L, 2L, 3L);
  }

  @Test
  void nobody_hands_a_task_to_the_submitter_whom_the_flow_passes_over() {
    var step = "{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(1));
    var voting = InstanceDriver.begin(world, flow(SKIPS, step));
    for (var decision :
        List.of(
            transfer(0),
            new Event.TaskDecision.AddApprovers(List.of(person(0)), Event.Placement.BESIDE))) {
      assertThatThrownBy(() -> voting.does(1, decision))
          .isInstanceOf(EventRefusedException.class)
          .hasMessage("task-submitter");
    }
    assertThatThrownBy(
            () -> voting.happens(new Event.Reassigned(voting.task(1), person(0), person(9))))
        .hasMessage("task-submitter");
    assertThat(InstanceDriver.begin(flow(step)).does(1, transfer(0)).waiting()).containsExactly(0L);
  }

  @Test
  void whoever_approved_for_another_is_not_asked_again_for_themselves() {
    world.deputies.put(person(1), person(2));
    InstanceDriver.begin(
            world,
            flow(
                "\"rules\": {\"skipRepeated\": true},",
                """
                {"type": "approve", "key": "a", "assign": [%s]}, {"type": "approve", "key": "b", "assign": [%s]}"""
                    .formatted(named(1), named(2))))
        .approves(2)
        .isDone();
  }
}
