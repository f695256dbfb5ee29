package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;

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
  void what_comes_too_late_changes_nothing() {
    var driver =
        InstanceDriver.begin(
            flow("{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(1))));
    int position = driver.taskOf(1).position();
    driver.approves(1).isDone().happens(new Event.RecordGone(position, person(1))).isDone();
  }
}
