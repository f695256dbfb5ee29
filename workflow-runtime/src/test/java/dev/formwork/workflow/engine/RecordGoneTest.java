package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a flow whose record is not there when somebody decides. */
final class RecordGoneTest {

  @Test
  void the_task_and_the_flow_end() {
    var driver =
        InstanceDriver.begin(
            flow(
                "{\"type\": \"approve\", \"key\": \"a\", \"decide\": \"all\", \"assign\": [%s, %s]}"
                    .formatted(named(1), named(2))));
    driver.happens(new Event.RecordGone(driver.taskOf(1).position(), person(1)));
    assertThat(driver.status()).isEqualTo(InstanceStatus.TERMINATED);
    assertThat(driver.outcome()).isEqualTo(Instance.GONE);
    assertThat(driver.waiting()).isEmpty();
    assertThat(driver.history).endsWith("recordGone");
  }

  @Test
  void a_loop_goes_on_with_the_next_record() {
    var driver =
        InstanceDriver.begin(
            flow(
                "{\"type\": \"forEach\", \"key\": \"l\", \"form\": \"request\", \"steps\": [{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}]}"
                    .formatted(named(1))));
    driver.happens(new Event.RecordGone(driver.taskOf(1).position(), person(1)));
    assertThat(driver.waiting()).containsExactly(1L);
    driver.approves(1).isDone();
  }

  @Test
  void time_decides_nothing_about_it() {
    for (var then : new String[] {"approve", "reject", "return", "remind", "transfer"}) {
      var world = new EngineFixture();
      var step =
          """
          {"type": "approve", "key": "a", "assign": [%s],
           "due": {"stages": [{"after": "PT1H", "then": "%s", "to": [%s]}]}}"""
              .formatted(named(1), then, named(2));
      var driver = InstanceDriver.begin(world, flow(step));
      world.isGone = true;
      driver.later(Duration.ofHours(100));
      assertThat(driver.outcome()).as(then).isEqualTo(Instance.GONE);
      assertThat(driver.waiting()).as(then).isEmpty();
      assertThat(driver.history).as(then).endsWith("recordGone");
    }
  }

  @Test
  void a_flow_of_a_deletion_goes_on_without_it() {
    var world = new EngineFixture();
    var step =
        """
        {"type": "approve", "key": "a", "assign": [%s], "due": {"stages": [{"after": "PT1H", "then": "approve"}]}},
        {"type": "delete", "key": "d"}"""
            .formatted(named(1));
    var driver = InstanceDriver.begin(world, flow(step));
    world.isGone = true;
    driver.later(Duration.ofHours(100));
    assertThat(driver.steps()).containsExactly("d");
  }

  @Test
  void what_comes_too_late_changes_nothing() {
    var driver =
        InstanceDriver.begin(
            flow("{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(1))));
    int position = driver.taskOf(1).position();
    driver.approves(1).isDone().happens(new Event.RecordGone(position, person(1))).isDone();
  }
}
