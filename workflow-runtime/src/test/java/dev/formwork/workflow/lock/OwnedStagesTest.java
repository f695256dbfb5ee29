package dev.formwork.workflow.lock;

import static dev.formwork.core.testing.FieldSetting.byDefault;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FlowOwnedField;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.LiveOrganization;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.workspace.Workspace;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What flows set is set by no person, but for the moves that the flow leaves to people. */
final class OwnedStagesTest {

  private static final Workspace WORKSPACE = new Workspace(new UUID(0, 1), "w", "W", "ws_w");

  private static final EvaluationContext MOMENT =
      EvaluationContext.at(
          OffsetDateTime.parse("2026-11-26T09:00:00Z"), ZoneOffset.UTC, new UUID(1, 1));

  private static final CompiledForm FORM =
      TestApp.compiled(
              TestApp.form("quote")
                  .text("name")
                  .text("status", byDefault("IF(TRUE, \"draft\", \"x\")")))
          .get("quote");

  static {
    FORM.links()
        .own(
            Map.of(
                "quote",
                Map.of(
                    "status",
                    new FlowOwnedField(
                        "status",
                        new Title("Approval", "审批"),
                        List.of(
                            new FlowOwnedField.Move(
                                Set.of("approved"), Set.of("sent", "expired")))))));
  }

  private static StoredRecord quote(String status) {
    var data = new RecordData(FORM.slots());
    data.set(1, status);
    return new StoredRecord(
        new RecordId(new UUID(2, 2)), 1, null, null, null, null, "", data, RecordVisibility.ALL);
  }

  private static List<String> problems(String from, String to) {
    var guest =
        new Caller.Guest(
            new AppKey("crm"),
            new FormKey("quote"),
            FormPermissions.open(new FormKey("quote")).sets().getFirst());
    var caller =
        Caller.guest(WORKSPACE, LiveOrganization.none(WORKSPACE.id()), guest, Locale.ENGLISH);
    var before = from == null ? null : quote(from);
    var kind = before == null ? RecordEvent.Kind.CREATED : RecordEvent.Kind.CHANGED;
    return OwnedStages.problems(
            List.of(),
            new RecordEvent(kind, caller, FORM, before, quote(to), MOMENT, null),
            Set.of("status"))
        .stream()
        .map(Problem::code)
        .toList();
  }

  @Test
  void a_draft_is_neither_approved_nor_sent_by_hand() {
    assertThat(problems("draft", "approved")).containsExactly("record-stage-of-flow");
    assertThat(problems("draft", "sent")).containsExactly("record-stage-of-flow");
    assertThat(problems("draft", null)).containsExactly("record-stage-of-flow");
  }

  @Test
  void what_the_flow_leaves_to_people_they_do_and_nothing_else() {
    assertThat(problems("approved", "sent")).isEmpty();
    assertThat(problems("approved", "draft")).containsExactly("record-move-of-flow");
  }

  @Test
  void a_new_record_does_not_begin_with_what_a_flow_sets() {
    assertThat(problems(null, "approved")).containsExactly("record-stage-of-flow");
    assertThat(problems(null, null)).isEmpty();
    assertThat(problems(null, "x")).containsExactly("record-stage-of-flow");
  }

  @Test
  void a_new_record_begins_with_what_its_default_works_out() {
    assertThat(problems(null, "draft")).isEmpty();
  }
}
