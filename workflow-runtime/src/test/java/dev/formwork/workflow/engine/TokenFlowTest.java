package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Problem;
import dev.formwork.workflow.compile.FlowCompiler;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Branches, lanes, loops, waits, and going elsewhere. */
final class TokenFlowTest {

  private static String approve(String key, int who) {
    return "{\"type\": \"approve\", \"key\": \"%s\", \"assign\": [%s]}".formatted(key, named(who));
  }

  @Test
  void a_branch_takes_the_first_case_that_holds_or_what_is_otherwise() {
    var branch =
        "{\"type\": \"branch\", \"key\": \"x\", \"cases\": [{\"when\": \"amount > 10\", \"steps\": [%s]}, {\"when\": \"amount > 1\", \"steps\": [%s]}], \"otherwise\": [%s]}"
            .formatted(approve("a", 1), approve("b", 2), approve("c", 3));
    assertThat(InstanceDriver.begin(new EngineFixture().amount(20), flow(branch)).steps())
        .containsExactly("a");
    assertThat(InstanceDriver.begin(new EngineFixture().amount(5), flow(branch)).steps())
        .containsExactly("b");
    assertThat(InstanceDriver.begin(new EngineFixture().amount(0), flow(branch)).steps())
        .containsExactly("c");
  }

  @Test
  void a_branch_may_take_every_case_that_holds() {
    var instanceDriver =
        InstanceDriver.begin(
            new EngineFixture().amount(20),
            flow(
                "{\"type\": \"branch\", \"key\": \"x\", \"every\": true, \"cases\": [{\"when\": \"amount > 10\", \"steps\": [%s]}, {\"when\": \"amount > 1\", \"steps\": [%s]}]}, %s"
                    .formatted(approve("a", 1), approve("b", 2), approve("c", 3))));
    assertThat(instanceDriver.steps()).containsExactly("a", "b");
    instanceDriver.approves(2).approves(1);
    assertThat(instanceDriver.steps()).containsExactly("c");
  }

  private static String parallel(String join) {
    return "{\"type\": \"parallel\", \"key\": \"p\", \"join\": %s, \"lanes\": [[%s], [%s], [%s]]}, %s"
        .formatted(join, approve("a", 1), approve("b", 2), approve("c", 3), approve("d", 4));
  }

  @Test
  void lanes_join_when_all_any_or_so_many_are_done() {
    var all = InstanceDriver.begin(flow(parallel("\"all\""))).approves(1).approves(2);
    assertThat(all.steps()).containsExactly("c");
    assertThat(all.approves(3).steps()).containsExactly("d");
    assertThat(InstanceDriver.begin(flow(parallel("\"any\""))).approves(2).waiting())
        .containsExactly(4L);
    assertThat(InstanceDriver.begin(flow(parallel("2"))).approves(2).approves(3).waiting())
        .containsExactly(4L);
  }

  @Test
  void a_loop_goes_through_rows_or_records_so_many_at_a_time() {
    var engineFixture = new EngineFixture();
    engineFixture.rows = 3;
    var rows =
        InstanceDriver.begin(
            engineFixture,
            flow(
                "{\"type\": \"forEach\", \"key\": \"l\", \"rows\": \"lines\", \"steps\": [%s]}"
                    .formatted(approve("a", 1))));
    assertThat(rows.waiting()).containsExactly(1L);
    rows.approves(1).approves(1).approves(1).isDone();
    engineFixture.found = 4;
    var records =
        InstanceDriver.begin(
            engineFixture,
            flow(
                "{\"type\": \"forEach\", \"key\": \"l\", \"form\": \"request\", \"atOnce\": 3, \"steps\": [%s]}"
                    .formatted(approve("a", 1))));
    assertThat(records.waiting()).containsExactly(1L, 1L, 1L);
  }

  @Test
  void a_repetition_goes_on_while_its_condition_holds_but_not_for_ever() {
    var repeat =
        flow(
            "{\"type\": \"repeat\", \"key\": \"r\", \"while\": \"amount > 5\", \"max\": 3, \"steps\": [%s]}"
                .formatted(approve("a", 1)));
    var engineFixture = new EngineFixture().amount(9);
    var instanceDriver = InstanceDriver.begin(engineFixture, repeat).approves(1);
    engineFixture.amount(1);
    instanceDriver.approves(1).isDone();
    var forever =
        InstanceDriver.begin(new EngineFixture().amount(9), repeat)
            .approves(1)
            .approves(1)
            .approves(1);
    forever.isDone();
    assertThat(forever.history).contains("stopped");
  }

  @Test
  void a_wait_ends_with_its_time_or_what_it_waits_for() {
    var instanceDriver =
        InstanceDriver.begin(flow("{\"type\": \"wait\", \"key\": \"w\", \"for\": \"P2D\"}"));
    instanceDriver.later(Duration.ofDays(1));
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.RUNNING);
    instanceDriver.later(Duration.ofDays(1)).isDone();
    var event =
        InstanceDriver.begin(
            flow(
                "{\"type\": \"wait\", \"key\": \"w\", \"event\": {\"when\": \"amount > 5\", \"timeout\": \"P1D\"}}"));
    event.later(Duration.ofDays(2)).isDone();
    assertThat(event.history).contains("timedOut");
  }

  @Test
  void a_called_flow_is_waited_for_or_not() {
    var waits = "{\"type\": \"call\", \"key\": \"c\", \"flow\": \"other\", \"wait\": %s}";
    assertThat(InstanceDriver.begin(flow(waits.formatted("true"))).status())
        .isEqualTo(InstanceStatus.RUNNING);
    InstanceDriver.begin(flow(waits.formatted("false"))).isDone();
  }

  @Test
  void an_end_ends_all_of_it_with_its_outcome() {
    var instanceDriver =
        InstanceDriver.begin(
            flow(
                "{\"type\": \"parallel\", \"key\": \"p\", \"lanes\": [[%s], [%s, {\"type\": \"end\", \"key\": \"e\", \"outcome\": \"void\"}]]}"
                    .formatted(approve("a", 1), approve("b", 2))));
    instanceDriver.approves(2).isDone();
    assertThat(instanceDriver.outcome()).isEqualTo("void");
    assertThat(instanceDriver.waiting()).isEmpty();
  }

  @Test
  void failed_work_stands_still_until_it_is_tried_again() {
    var instanceDriver =
        InstanceDriver.begin(
            flow("{\"type\": \"http\", \"key\": \"h\", \"url\": \"https://example.com\"}"));
    instanceDriver.worked("h", "broken");
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.FAILED);
    instanceDriver.happens(new Event.Retried(person(5)));
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.RUNNING);
    instanceDriver.worked("h", null).isDone();
  }

  @Test
  void what_is_returned_walks_again_or_comes_straight_back() {
    var two = flow(approve("a", 1) + ", " + approve("b", 2) + ", " + approve("c", 3));
    var again = InstanceDriver.begin(two).approves(1).approves(2);
    again.does(3, new Event.TaskDecision.Return("a", false)).approves(1);
    assertThat(again.steps()).containsExactly("b");
    var straight = InstanceDriver.begin(two).approves(1).approves(2);
    straight.does(3, new Event.TaskDecision.Return("a", true)).approves(1);
    assertThat(straight.steps()).containsExactly("c");
    var submitter = InstanceDriver.begin(two).approves(1).approves(2);
    submitter.does(3, new Event.TaskDecision.Return(null, true)).completes(0);
    assertThat(submitter.steps()).containsExactly("c");
  }

  @Test
  void nobody_jumps_into_the_middle_of_lanes() {
    var instanceDriver = InstanceDriver.begin(flow(parallel("\"all\"")));
    instanceDriver.happens(new Event.Jumped(person(5), "d", null));
    assertThat(instanceDriver.steps()).containsExactly("d");
    assertThatThrownBy(() -> instanceDriver.happens(new Event.Jumped(person(5), "b", null)))
        .isInstanceOf(EventRefusedException.class)
        .hasMessage("flow-not-into");
  }

  @Test
  void the_submitter_withdraws_urges_and_an_administrator_ends_it() {
    var flow = flow(approve("a", 1));
    assertThat(InstanceDriver.begin(flow).happens(new Event.Withdrawn(person(0), null)).status())
        .isEqualTo(InstanceStatus.WITHDRAWN);
    assertThat(InstanceDriver.begin(flow).happens(new Event.Urged(person(0))).told("urged"))
        .containsExactly(1L);
    assertThat(InstanceDriver.begin(flow).happens(new Event.Terminated(person(5), null)).status())
        .isEqualTo(InstanceStatus.TERMINATED);
    assertThat(
            InstanceDriver.begin(flow)
                .happens(
                    new Event.Reassigned(InstanceDriver.begin(flow).task(1), person(3), person(5)))
                .waiting())
        .containsExactly(3L);
  }

  @Test
  void mistakes_are_found_with_their_places() {
    var result =
        EngineFixture.compiled(
            """
            {"key": "test", "title": {"en": "T"}, "form": "request", "trigger": {"on": "schedule", "cron": "never"}, "steps": [
              {"type": "approve", "key": "a", "assign": [{"field": "amount"}], "fields": {"nothing": "edit"}},
              {"type": "branch", "key": "a", "cases": [{"when": "amuont > 1", "steps": []}]},
              {"type": "parallel", "key": "p", "lanes": [[{"type": "approve", "key": "in", "assign": [{"submitter": true}]}]]},
              {"type": "approve", "key": "z", "assign": [], "reject": {"return": "in"}}]}""");
    assertThat(result).isInstanceOf(FlowCompiler.Result.Failed.class);
    var problems = ((FlowCompiler.Result.Failed) result).problems();
    assertThat(problems)
        .extracting(Problem::code)
        .contains(
            "flow-cron",
            "flow-other-type",
            "unknown-field",
            "flow-step-twice",
            "flow-nobody-named",
            "flow-not-into");
    assertThat(problems)
        .extracting(Problem::path)
        .contains("/trigger/cron", "/steps/0/assign/0/field", "/steps/1/cases/0/when");
  }
}
