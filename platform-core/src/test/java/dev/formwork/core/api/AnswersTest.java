package dev.formwork.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.TokenScope;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.importexport.ImportFailure;
import dev.formwork.core.importexport.ImportRun;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.BulkChanges;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.token.ApiToken;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The JSON of answers that no form shapes, character by character. */
final class AnswersTest {

  private static final UUID ID = new UUID(1, 2);
  private static final String TEXT = "00000000-0000-0001-0000-000000000002";
  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-11-28T10:00:00Z");

  @Test
  void what_was_made_is_named_by_its_id() {
    assertThat(IdAnswer.json(ID)).isEqualTo("{\"id\":\"" + TEXT + "\"}");
  }

  @Test
  void a_token_tells_its_secret_only_when_made() {
    var token = new ApiToken(ID, "ERP", "fw_ab", true, TokenScope.WHOLE, AT, AT, null);
    var told =
        "{\"id\":\"%s\",\"name\":\"ERP\",\"hint\":\"fw_ab\",\"readOnly\":true,".formatted(TEXT)
            + "\"expiresAt\":\"2026-11-28T10:00:00Z\",\"lastUsedAt\":null,\"scope\":{}";
    assertThat(DefinitionJson.write(TokensResource.Answer.of(token, null))).isEqualTo(told + "}");
    assertThat(DefinitionJson.write(TokensResource.Answer.of(token, "fw_abc")))
        .isEqualTo(told + ",\"secret\":\"fw_abc\"}");
  }

  @Test
  void bulk_changes_count_what_was_done_and_name_what_was_not() {
    var outcomes =
        List.of(
            new BulkChanges.Outcome(new RecordId(new UUID(0, 1)), List.of()),
            new BulkChanges.Outcome(
                new RecordId(ID), List.of(Problem.at("/name", CoreProblem.REQUIRED))));
    assertThat(DefinitionJson.write(BulkResource.Answer.of(outcomes, Locale.ENGLISH)))
        .isEqualTo(
            "{\"done\":1,\"refused\":[{\"id\":\"%s\",\"errors\":[{\"path\":\"/name\",\"code\":\"required\",\"message\":\"%s\"}]}]}"
                .formatted(TEXT, Problem.at("", CoreProblem.REQUIRED).message(Locale.ENGLISH)));
  }

  @Test
  void an_import_tells_how_far_it_is() {
    var run =
        new ImportRun(
            ID,
            new AppKey("crm"),
            new FormKey("lead"),
            "leads.csv",
            ImportRun.State.RUNNING,
            5,
            4,
            1,
            1,
            1,
            1,
            AT,
            null,
            null,
            0,
            0);
    var failures = List.of(new ImportFailure(2, "amount", "not-a-number", "No.", "x"));
    assertThat(DefinitionJson.write(ImportsResource.Answer.of(run, failures, List.of())))
        .isEqualTo(
            "{\"id\":\"%s\",\"form\":\"lead\",\"file\":\"leads.csv\",\"state\":\"running\",\"total\":5,\"processed\":4,"
                    .formatted(TEXT)
                + "\"created\":1,\"updated\":1,\"unchanged\":1,\"failed\":1,\"error\":null,\"undone\":0,\"kept\":[],\"failures\":"
                + "[{\"row\":2,\"column\":\"amount\",\"code\":\"not-a-number\",\"message\":\"No.\",\"value\":\"x\"}]}");
  }

  @Test
  void a_change_of_a_record_keeps_its_json() {
    var change =
        new RecordQueries.Change(
            3, AT, null, "update", "{\"name\": {\"to\": \"A\", \"from\": 1.0}}");
    assertThat(ItemsAnswer.json(List.of(change), RecordsResource.ChangeAnswer::of))
        .isEqualTo(
            "{\"items\":[{\"version\":3,\"at\":\"2026-11-28T10:00:00Z\",\"by\":null,\"action\":\"update\","
                + "\"changes\":{\"name\": {\"to\": \"A\", \"from\": 1.0}}}]}");
  }

  @Test
  void a_member_is_told_with_where_they_stand() {
    var member =
        new Membership(
            MemberId.of(ID),
            "ann",
            "Ann",
            null,
            false,
            true,
            false,
            List.of(ID),
            Set.of("b", "a"),
            null);
    assertThat(DefinitionJson.write(OrganizationResource.MemberAnswer.of(member)))
        .isEqualTo(
            "{\"id\":\"%1$s\",\"login\":\"ann\",\"name\":\"Ann\",\"email\":null,\"service\":false,\"active\":true,\"administrator\":false,\"manager\":null,\"departments\":[\"%1$s\"],\"roles\":[\"a\",\"b\"]}"
                .formatted(TEXT));
  }

  @Test
  void an_invitation_is_told_by_its_path() {
    var link = new OneTimeLinks.NewLink(ID, "abc", AT);
    assertThat(DefinitionJson.write(OrganizationResource.InvitationAnswer.of(link)))
        .isEqualTo(
            "{\"id\":\"%s\",\"path\":\"/join/abc\",\"expiresAt\":\"2026-11-28T10:00:00Z\"}"
                .formatted(TEXT));
  }

  @Test
  void a_verdict_on_the_audit_log_names_the_broken_entry_or_none() {
    assertThat(DefinitionJson.write(new AuditLog.Verdict(12, null)))
        .isEqualTo("{\"entries\":12,\"brokenAt\":null}");
  }

  @Test
  void a_problem_document_has_all_mistakes() {
    var refusal =
        Refusal.invalid(
            List.of(
                Problem.at("/a", CoreProblem.REQUIRED),
                Problem.at("/b", CoreProblem.BAD_LIMIT, 5)));
    assertThat(ProblemDocument.json(refusal, "/api/v1/x", Locale.ENGLISH))
        .isEqualTo(
            "{\"type\":\"urn:formwork:problem:invalid\",\"title\":\"Some values are not valid\",\"status\":422,\"detail\":\"%1$s\",\"instance\":\"/api/v1/x\","
                    .formatted(message(CoreProblem.REQUIRED))
                + "\"errors\":[{\"path\":\"/a\",\"code\":\"required\",\"message\":\"%s\"},{\"path\":\"/b\",\"code\":\"bad-limit\",\"message\":\"%s\"}]}"
                    .formatted(message(CoreProblem.REQUIRED), message(CoreProblem.BAD_LIMIT, 5)));
  }

  private static String message(CoreProblem code, Object... arguments) {
    return Problem.at("", code, arguments).message(Locale.ENGLISH);
  }
}
