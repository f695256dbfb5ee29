package dev.formwork.workflow.lock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.MemberId;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.RunningFlow;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.store.InstanceStore.StoredInstance;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a run locks of its record, where it stands. */
final class RunLockTest {

  private static final MemberId SOMEBODY = new MemberId(new UUID(1, 9));

  private static final String APPROVE =
      "{\"type\": \"approve\", \"key\": \"%s\", \"assign\": [{\"member\": \"00000000-0000-0001-0000-000000000001\"}]}";

  private static Optional<RunLock> lock(RunningFlow run, MemberId person) {
    return RunLock.of(run.flow(), run.instance(), person);
  }

  private static RunningFlow begin(String rules, String... steps) {
    return RunningFlow.begin(rules, String.join(", ", steps));
  }

  @Test
  void a_record_in_approval_is_locked_but_for_what_the_flow_opens() {
    var lock =
        lock(begin("\"rules\": {\"open\": [\"helper\"]},", APPROVE.formatted("a")), SOMEBODY);
    assertThat(lock).isPresent();
    assertThat(lock.get().step()).isEqualTo("a");
    assertThat(lock.get().locks("amount")).isTrue();
    assertThat(lock.get().locks("lines")).isTrue();
    assertThat(lock.get().locks("helper")).isFalse();
  }

  @Test
  void it_is_free_before_its_approvals_and_afterwards_as_the_flow_says() {
    var wait = "{\"type\": \"wait\", \"key\": \"%s\", \"for\": \"P1D\"}";
    assertThat(lock(begin("", wait.formatted("w"), APPROVE.formatted("a")), SOMEBODY)).isEmpty();
    var after = begin("", APPROVE.formatted("a"), wait.formatted("w"));
    assertThat(lock(after, SOMEBODY)).isPresent();
    after.approves(1);
    assertThat(lock(after, SOMEBODY))
        .hasValueSatisfying(lock -> assertThat(lock.kind()).isEqualTo(RunLock.Kind.APPROVED));
    var open =
        begin("\"rules\": {\"after\": \"open\"},", APPROVE.formatted("a"), wait.formatted("w"));
    open.approves(1);
    assertThat(lock(open, SOMEBODY)).isEmpty();
  }

  @Test
  void it_stays_locked_between_two_approvals() {
    var run =
        begin(
            "",
            APPROVE.formatted("a"),
            "{\"type\": \"http\", \"key\": \"h\", \"url\": \"https://example.com\"}",
            "{\"type\": \"branch\", \"key\": \"b\", \"cases\": [{\"when\": \"amount > 1\", \"steps\": [%s]}]}"
                .formatted(APPROVE.formatted("c")));
    run.approves(1);
    assertThat(lock(run, SOMEBODY))
        .hasValueSatisfying(lock -> assertThat(lock.step()).isEqualTo("h"));
  }

  @Test
  void whoever_submitted_corrects_what_came_back_and_nobody_else() {
    var run = begin("", APPROVE.formatted("a"));
    run.does(1, new Event.TaskDecision.Return(null, false));
    assertThat(lock(run, RunningFlow.person(0))).isEmpty();
    assertThat(lock(run, SOMEBODY)).isPresent();
  }

  @Test
  void an_approval_that_found_nobody_locks_as_well() {
    var run =
        begin("", "{\"type\": \"approve\", \"key\": \"a\", \"assign\": [{\"role\": \"nobody\"}]}");
    assertThat(lock(run, SOMEBODY)).isPresent();
  }

  @Test
  void a_flow_of_tasks_without_approval_locks_nothing() {
    var run =
        begin(
            "",
            "{\"type\": \"fill\", \"key\": \"f\", \"assign\": [{\"member\": \"%s\"}]}"
                .formatted(RunningFlow.person(1)));
    assertThat(lock(run, SOMEBODY)).isEmpty();
  }

  @Test
  void what_was_approved_stays_but_for_what_the_flow_opens() {
    var run = begin("\"rules\": {\"openAfter\": [\"helper\"]},", APPROVE.formatted("a"));
    run.approves(1);
    var lock = lock(run, SOMEBODY);
    assertThat(lock).isPresent();
    assertThat(lock.get().locks("amount")).isTrue();
    assertThat(lock.get().locks("helper")).isFalse();
    var open = begin("\"rules\": {\"after\": \"open\"},", APPROVE.formatted("a"));
    open.approves(1);
    assertThat(lock(open, SOMEBODY)).isEmpty();
  }

  @Test
  void what_was_rejected_or_needed_no_approval_at_all_is_free() {
    var run = begin("", APPROVE.formatted("a"));
    run.does(1, new Event.TaskDecision.Reject());
    assertThat(lock(run, SOMEBODY)).isEmpty();
    var fill =
        begin(
            "",
            "{\"type\": \"fill\", \"key\": \"f\", \"assign\": [{\"member\": \"%s\"}]}"
                .formatted(RunningFlow.person(1)));
    fill.does(1, new Event.TaskDecision.Complete());
    assertThat(lock(fill, SOMEBODY)).isEmpty();
  }

  @Test
  void what_was_submitted_is_locked_before_its_first_approval_is_reached() {
    var run =
        RunningFlow.of(
            """
            {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": {"on": "record.submitted"}, "steps": [
              {"type": "http", "key": "h", "url": "https://example.com"}, %s]}"""
                .formatted(APPROVE.formatted("a")));
    assertThat(lock(run, SOMEBODY))
        .hasValueSatisfying(lock -> assertThat(lock.step()).isEqualTo("h"));
  }

  @Test
  void what_was_submitted_and_needed_no_approval_stays_too() {
    var run =
        RunningFlow.of(
            """
            {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": {"on": "record.submitted"}, "steps": [
              {"type": "branch", "key": "b", "cases": [{"when": "1 = 2", "steps": [%s]}]}]}"""
                .formatted(APPROVE.formatted("a")));
    assertThat(run.instance().status().isOver()).isTrue();
    assertThat(lock(run, SOMEBODY)).isPresent();
  }

  @Test
  void a_return_opens_what_its_step_says_to_the_submitter() {
    var step =
        "{\"type\": \"approve\", \"key\": \"a\", \"corrects\": [\"amount\"], \"assign\": [{\"member\": \"%s\"}]}"
            .formatted(RunningFlow.person(1));
    for (boolean straightBack : new boolean[] {false, true}) {
      var run = begin("", step);
      run.does(1, new Event.TaskDecision.Return(null, straightBack));
      var lock = lock(run, RunningFlow.person(0));
      assertThat(lock).isPresent();
      assertThat(lock.get().locks("amount")).isFalse();
      assertThat(lock.get().locks("helper")).isTrue();
      assertThat(lock(run, SOMEBODY).get().locks("amount")).isTrue();
    }
  }

  private static boolean isDecided(RunningFlow run, InstanceStatus status) {
    var now = run.instance();
    return RunLock.isDecided(
        run.flow(), new StoredInstance(RunningFlow.ended(now, status), "", null, 0));
  }

  @Test
  void what_was_begun_and_withdrawn_or_asked_nobody_decides_nothing() {
    var button = begin("", APPROVE.formatted("a"));
    assertThat(isDecided(button, InstanceStatus.WITHDRAWN)).isFalse();
    assertThat(isDecided(button, InstanceStatus.DONE)).isFalse();
    assertThat(isDecided(button, InstanceStatus.REJECTED)).isTrue();
    button.approves(1);
    assertThat(isDecided(button, InstanceStatus.DONE)).isTrue();
    var submitted =
        RunningFlow.of(
            """
            {"key": "test", "title": {"en": "Test"}, "form": "request", "trigger": {"on": "record.submitted"}, "steps": [%s]}"""
                .formatted(APPROVE.formatted("a")));
    assertThat(isDecided(submitted, InstanceStatus.WITHDRAWN)).isTrue();
  }

  @Test
  void from_a_parallel_lane_nothing_comes_straight_back() {
    var lane = "{\"type\": \"approve\", \"key\": \"%s\", \"assign\": [{\"member\": \"%s\"}]}";
    var run =
        begin(
            "",
            "{\"type\": \"parallel\", \"key\": \"p\", \"lanes\": [[%s], [%s]]}"
                .formatted(
                    lane.formatted("legal", RunningFlow.person(1)),
                    lane.formatted("finance", RunningFlow.person(2))));
    run.approves(2);
    run.does(1, new Event.TaskDecision.Return(null, true));
    assertThat(run.instance().state().open())
        .singleElement()
        .satisfies(token -> assertThat(token.step()).isEqualTo(Token.SUBMITTER));
    run.does(0, new Event.TaskDecision.Complete());
    assertThat(run.instance().state().open().stream().map(Token::step))
        .contains("legal", "finance");
  }
}
