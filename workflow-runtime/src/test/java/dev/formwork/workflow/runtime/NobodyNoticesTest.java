package dev.formwork.workflow.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.workflow.engine.HistoryEntry;
import dev.formwork.workflow.engine.RunningFlow;
import dev.formwork.workflow.store.Transition.NoticeRow;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever waits, and whoever can help, is told of a step that found nobody. */
final class NobodyNoticesTest {

  private static final RunningFlow RUN =
      RunningFlow.begin(
          "",
          "{\"type\": \"approve\", \"key\": \"board\", \"title\": {\"en\": \"The board\"}, \"assign\": [{\"role\": \"legal\"}]}");

  private static Membership member(int number, boolean administrator) {
    return new Membership(
        RunningFlow.person(number),
        "m" + number,
        "M" + number,
        null,
        false,
        true,
        administrator,
        List.of(),
        Set.of(),
        null);
  }

  private static List<NoticeRow> told(MemberId submitter) {
    var people =
        new Organization(
            new UUID(0, 1),
            List.of(member(0, false), member(1, true), member(2, false)),
            List.of(),
            List.of(new WorkspaceRole("legal", new Title("Legal", "法务"))),
            ZoneOffset.UTC);
    var failed =
        new HistoryEntry(HistoryEntry.Kind.FAILED, "board", null, null, null, "nobody", null);
    return NobodyNotices.of(RUN.flow(), people, "Q-1", submitter, List.of(failed));
  }

  @Test
  void the_submitter_and_the_administrators_are_told_step_and_role() {
    assertThat(told(RunningFlow.person(0)))
        .extracting(NoticeRow::member)
        .containsExactlyInAnyOrder(RunningFlow.person(0), RunningFlow.person(1));
    assertThat(told(RunningFlow.person(0)))
        .allSatisfy(row -> assertThat(row.text()).contains("The board", "Legal", "法务"));
  }

  @Test
  void what_began_by_itself_is_told_to_the_administrators() {
    assertThat(told(null)).extracting(NoticeRow::member).containsExactly(RunningFlow.person(1));
  }
}
