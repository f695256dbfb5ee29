package dev.formwork.core.api;

import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.handover.HandOver;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.member.importing.MemberImport;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.share.PublicLinkSettings;
import dev.formwork.core.testing.Endpoints;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.workspace.setting.MailServer;
import dev.formwork.core.workspace.setting.WorkspaceUse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The document describes every endpoint, and what it takes and gives as it is. */
final class OpenApiWorkspaceTest {

  private static final JsonNode DOCUMENT = document();

  private static JsonNode document() {
    var compiled =
        TestApp.compiled(
            Map.of(), form("lead").recordTitle("name").text("name").text("code", unique()));
    var rights = AppPermissions.of(compiled.get("lead").links()).rights(null, null);
    return OpenApiDocument.of(
        new AppKey("crm"), compiled.values(), rights, Locale.ENGLISH, List.of());
  }

  @Test
  void every_endpoint_is_described() {
    var there = Endpoints.in("dev.formwork.core");
    assertThat(there).hasSizeGreaterThan(50).contains("post /api/v1/tokens");
    assertThat(Endpoints.described(DOCUMENT, "crm")).isEqualTo(there);
  }

  @Test
  void what_is_not_made_from_forms_is_described_whole() throws IOException {
    for (var name : List.of("openapi-records.json", "openapi-workspace.json")) {
      try (var file = OpenApiDocument.class.getResourceAsStream(name)) {
        assertThat(Endpoints.incomplete(JsonMapper.builder().build().readTree(file))).isEmpty();
      }
    }
  }

  @Test
  void what_is_described_is_what_is_taken_and_given() {
    Map.<String, Class<?>>ofEntries(
            Map.entry("ApiToken", TokensResource.Answer.class),
            Map.entry("TokenRequest", TokensResource.Request.class),
            Map.entry("BackupPlanChange", BackupsResource.PlanBody.class),
            Map.entry("WorkspaceSettings", SettingsResource.SettingsAnswer.class),
            Map.entry("WorkspaceMailServer", MailServer.class),
            Map.entry("WorkspaceUse", WorkspaceUse.class),
            Map.entry("OrganizationOverview", OrganizationResource.Answer.class),
            Map.entry("OrganizationMember", OrganizationResource.MemberAnswer.class),
            Map.entry("OrganizationDepartment", Department.class),
            Map.entry("OrganizationRole", WorkspaceRole.class),
            Map.entry("InvitationMade", OrganizationResource.InvitationAnswer.class),
            Map.entry("InvitationRequest", OneTimeLinks.Invited.class),
            Map.entry("MembershipChange", OrganizationCommands.MembershipRequest.class),
            Map.entry("DepartmentChange", OrganizationCommands.DepartmentRequest.class),
            Map.entry("ImportedMember", MemberImport.Made.class),
            Map.entry("HandOverRun", HandOver.class),
            Map.entry("HandOverRefusal", HandOver.Refused.class),
            Map.entry("PublicLinkAnswer", PublicLinksResource.Answer.class),
            Map.entry("PublicLinkSettings", PublicLinkSettings.class),
            Map.entry("MadeId", IdAnswer.class))
        .forEach(
            (schema, type) ->
                assertThat(properties(schema)).as(schema).isEqualTo(components(type)));
  }

  private static TreeSet<String> properties(String schema) {
    var names = new TreeSet<String>();
    DOCUMENT
        .at("/components/schemas/" + schema + "/properties")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  private static TreeSet<String> components(Class<?> type) {
    var names = new TreeSet<String>();
    Arrays.stream(type.getRecordComponents()).forEach(one -> names.add(one.getName()));
    return names;
  }
}
