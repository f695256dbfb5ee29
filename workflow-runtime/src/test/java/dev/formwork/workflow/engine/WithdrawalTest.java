package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static dev.formwork.workflow.engine.EngineFixture.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.workflow.compile.CompiledFlow;
import org.junit.jupiter.api.Test;

/** Who takes a run back: whoever sent it on its way, and nobody whose own time runs in it. */
final class WithdrawalTest {

  private static CompiledFlow flow(String trigger, String step) {
    return whole(
        """
        {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": {"on": "%s"}, "steps": [%s]}"""
            .formatted(trigger, step));
  }

  private static String approval(int person) {
    return "{\"type\": \"approve\", \"key\": \"a\", \"assign\": [%s]}".formatted(named(person));
  }

  private static String clock(int person) {
    return "{\"type\": \"fill\", \"key\": \"a\", \"assign\": [%s], \"due\": {\"after\": \"PT4H\", \"then\": \"remind\"}}"
        .formatted(named(person));
  }

  private static boolean mayWithdraw(CompiledFlow flow, int person) {
    var run = InstanceDriver.begin(flow);
    boolean may = Withdrawal.isAllowed(flow, run.instance(), person(person));
    var event = new Event.Withdrawn(person(person), null);
    if (may) {
      run.happens(event);
      assertThat(run.status()).isEqualTo(InstanceStatus.WITHDRAWN);
    } else {
      assertThatThrownBy(() -> run.happens(event)).isInstanceOf(EventRefusedException.class);
    }
    return may;
  }

  @Test
  void whoever_submitted_withdraws() {
    assertThat(mayWithdraw(flow("record.submitted", approval(1)), 0)).isTrue();
    assertThat(mayWithdraw(flow("button", approval(1)), 0)).isTrue();
    assertThat(mayWithdraw(flow("record.submitted", approval(1)), 1)).isFalse();
  }

  @Test
  void what_began_by_itself_nobody_withdraws() {
    assertThat(mayWithdraw(flow("record.created", approval(1)), 0)).isFalse();
    assertThat(mayWithdraw(flow("record.changed", clock(1)), 0)).isFalse();
  }

  @Test
  void nobody_withdraws_while_their_own_time_runs() {
    assertThat(mayWithdraw(flow("button", clock(0)), 0)).isFalse();
    assertThat(mayWithdraw(flow("button", clock(1)), 0)).isTrue();
  }
}
