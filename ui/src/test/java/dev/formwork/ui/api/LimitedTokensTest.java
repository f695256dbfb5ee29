package dev.formwork.ui.api;

import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.formwork.core.access.TokenScope;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A token that is good from some places or for some time alone changes nothing that lasts. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class LimitedTokensTest {

  /** What works with what is there, makes nothing wider (tokens), or only ends something. */
  private static final Set<String> OPEN =
      Set.of(
          "AggregateResource.aggregate",
          "AttachmentsResource.add",
          "AttachmentsResource.remove",
          "BackupsResource.make",
          "BackupsResource.remove",
          "BackupsResource.replan",
          "BulkResource.bulk",
          "DefinitionsResource.validate",
          "DelegationsResource.end",
          "ExportResource.export",
          "FlowsResource.start",
          "ImportsResource.start",
          "ImportsResource.undo",
          "InstancesResource.act",
          "PublicLinksResource.revoke",
          "RecordLocksResource.lock",
          "RecordLocksResource.unlock",
          "RecordsResource.change",
          "RecordsResource.create",
          "RecordsResource.delete",
          "RecordsResource.replace",
          "RecordsResource.restore",
          "RecordsResource.submit",
          "RecordsResource.upsert",
          "ScriptsResource.run",
          "TaskBatchResource.batch",
          "TasksResource.act",
          "TokensResource.create",
          "TokensResource.revoke",
          "TokensResource.rotate",
          "WebhooksResource.call");

  /** What changes people, rights, settings, definitions, links or delegations. */
  private record Lasting(String method, String verb, String path, String type, String body) {

    Lasting(String method, String verb, String path, String body) {
      this(method, verb, path, "application/json", body);
    }
  }

  private static final String ID = UUID.randomUUID().toString();

  private static final List<Lasting> LASTING =
      List.of(
          new Lasting(
              "DefinitionsResource.save", "PUT", "/apps/crm/definitions/form/lead/draft", "{}"),
          new Lasting(
              "DefinitionsResource.publish",
              "POST",
              "/apps/crm/definitions/form/lead/publish",
              "{}"),
          new Lasting(
              "DefinitionsResource.rollBack",
              "POST",
              "/apps/crm/definitions/form/lead/versions/1:rollback",
              "{}"),
          new Lasting("FunctionsResource.save", "PUT", "/apps/crm/functions", "[]"),
          new Lasting("ScriptsResource.save", "PUT", "/apps/crm/scripts", "[]"),
          new Lasting("PacksResource.install", "POST", "/packs/ltc:install", "{}"),
          new Lasting(
              "PermissionsResource.saveAccess", "PUT", "/apps/crm/access", "{\"grants\": []}"),
          new Lasting("PermissionsResource.save", "PUT", "/apps/crm/permissions/lead", "{}"),
          new Lasting("WorkCalendarResource.replace", "PUT", "/calendar", "[]"),
          new Lasting("WorkCalendarResource.move", "PUT", "/calendar/zone", "{\"zone\": \"UTC\"}"),
          new Lasting(
              "OrganizationResource.place",
              "PUT",
              "/organization/members/ME",
              "{\"administrator\": true}"),
          new Lasting(
              "OrganizationResource.importMembers",
              "POST",
              "/organization/members:import",
              "text/csv",
              "name\nZoe\n"),
          new Lasting(
              "OrganizationResource.handOver",
              "POST",
              "/organization/members/ME:handOver",
              "{\"to\": \"" + ID + "\"}"),
          new Lasting(
              "OrganizationResource.addDepartment",
              "POST",
              "/organization/departments",
              "{\"name\": \"Sales\"}"),
          new Lasting(
              "OrganizationResource.changeDepartment",
              "PUT",
              "/organization/departments/" + ID,
              "{\"name\": \"Sales\"}"),
          new Lasting(
              "OrganizationResource.removeDepartment",
              "DELETE",
              "/organization/departments/" + ID,
              "{}"),
          new Lasting(
              "OrganizationResource.saveRole",
              "PUT",
              "/organization/roles/boss",
              "{\"en\": \"Boss\"}"),
          new Lasting(
              "OrganizationResource.removeRole", "DELETE", "/organization/roles/boss", "{}"),
          new Lasting(
              "OrganizationResource.addService",
              "POST",
              "/organization/services",
              "{\"name\": \"ERP\"}"),
          new Lasting(
              "OrganizationResource.addToken",
              "POST",
              "/organization/services/" + ID + "/tokens",
              "{\"name\": \"a\"}"),
          new Lasting(
              "OrganizationResource.invite",
              "POST",
              "/organization/invitations",
              "{\"administrator\": true}"),
          new Lasting(
              "OrganizationResource.revoke", "DELETE", "/organization/invitations/" + ID, "{}"),
          new Lasting(
              "PublicLinksResource.make",
              "POST",
              "/apps/crm/forms/lead/links",
              "{\"kind\": \"form\", \"settings\": {\"fields\": [\"name\"]}}"),
          new Lasting("SettingsResource.save", "PUT", "/settings", "{\"name\": \"a\"}"),
          new Lasting(
              "SettingsResource.saveMail",
              "PUT",
              "/settings/mail",
              "{\"host\": \"mail.example.com\", \"from\": \"a@example.com\"}"),
          new Lasting("SettingsResource.removeMail", "DELETE", "/settings/mail", "{}"),
          new Lasting("SettingsResource.saveLogo", "PUT", "/settings/logo", "image/png", "x"),
          new Lasting("SettingsResource.removeLogo", "DELETE", "/settings/logo", "{}"),
          new Lasting("MailTestResource.test", "POST", "/settings/mail:test", "{}"),
          new Lasting(
              "DelegationsResource.save", "POST", "/delegations", "{\"to\": \"" + ID + "\"}"),
          new Lasting(
              "FlowSecretsResource.keep",
              "PUT",
              "/apps/crm/flows/f/secrets/s",
              "{\"value\": \"x\"}"),
          new Lasting("FlowSecretsResource.remove", "DELETE", "/apps/crm/flows/f/secrets/s", "{}"),
          new Lasting("FlowsResource.administer", "POST", "/apps/crm/flows/f:renewHook", "{}"),
          new Lasting("FlowsResource.administer", "POST", "/apps/crm/flows/f:migrate", "{}"),
          new Lasting("FlowsResource.administer", "POST", "/apps/crm/flows/f:pause", "{}"));

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject ApiTokens tokens;

  private TestMembers.Person admin;

  @BeforeEach
  void an_app() {
    admin = people.administrator();
    apps.publish(admin.caller(), "crm", form("lead").recordTitle("name").text("name").json());
  }

  private RestRecords with(Duration lifetime, List<String> addresses) {
    var made =
        ServiceCalls.await(
            () ->
                tokens.create(
                    admin.caller(),
                    new ApiTokens.TokenRequest(
                        "limited", false, lifetime, new TokenScope(List.of(), addresses))));
    return new RestRecords(
        new TestMembers.Person(
            admin.login(), admin.oneTimePassword(), made.secret(), admin.caller()),
        "crm");
  }

  private void refused(RestRecords limited, Lasting change) {
    limited
        .as()
        .contentType(change.type)
        .body(change.body.getBytes(StandardCharsets.UTF_8))
        .request(
            change.verb,
            "/api/v1" + change.path.replace("ME", admin.caller().memberId().toString()))
        .then()
        .statusCode(403)
        .body("errors[0].code", equalTo("token-limited"));
  }

  @Test
  void a_token_of_some_networks_changes_nothing_that_lasts() {
    var limited = with(null, List.of("127.0.0.0/8"));
    limited.create("lead", "{\"name\": \"a\"}").statusCode(201);
    LASTING.forEach(change -> refused(limited, change));
  }

  @Test
  void nor_does_one_that_ends() {
    var limited = with(Duration.ofDays(1), List.of());
    limited.create("lead", "{\"name\": \"a\"}").statusCode(201);
    LASTING.forEach(change -> refused(limited, change));
  }

  /** Whoever adds an endpoint says here what a limited token may. */
  @Test
  void every_endpoint_that_changes_something_is_one_or_the_other() {
    var known = new TreeSet<>(OPEN);
    LASTING.forEach(change -> known.add(change.method));
    var found =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.formwork")
                .stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .flatMap(LimitedTokensTest::changing)
                .collect(Collectors.toCollection(TreeSet::new));
    assertThat(found).isEqualTo(known);
  }

  private static Stream<String> changing(JavaClass type) {
    return type.getMethods().stream()
        .filter(
            method ->
                Stream.of(POST.class, PUT.class, PATCH.class, DELETE.class)
                    .anyMatch(method::isAnnotatedWith))
        .map(JavaMethod::getName)
        .map(name -> type.getSimpleName() + "." + name);
  }
}
