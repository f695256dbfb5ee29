package dev.formwork.core.api;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.FieldSetting.required;
import static dev.formwork.core.testing.FieldSetting.titled;
import static dev.formwork.core.testing.FieldSetting.unique;
import static dev.formwork.core.testing.TestApp.form;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.rights.AppPermissions;
import dev.formwork.core.testing.TestApp;
import dev.formwork.core.testing.TestForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a generator of clients reads compiles: names differ, references lead somewhere. */
final class OpenApiDocumentTest {

  private static final String FLOWS =
      """
      {"paths": {"/api/v1/tasks": {"get": {"operationId": "list_tasks"}}},
       "components": {"schemas": {"Task": {"type": "object"}}}}""";

  private static TestForm deal(String key) {
    return form(key)
        .recordTitle("name")
        .text("name", required(), titled("Account"))
        .text("code", unique())
        .choice("stage", options("open", "won"))
        .lookup("account", "account", titled("Account"))
        .member("owner")
        .subform(
            "lines",
            row -> row.text("product", titled("Account")).lookup("account", "account"),
            titled("Account"));
  }

  private static JsonNode document(TestForm... forms) {
    var compiled = TestApp.compiled(Map.of(), forms);
    var any = compiled.values().iterator().next();
    var rights = AppPermissions.of(any.links()).rights(null, null);
    return OpenApiDocument.of(
        new AppKey("crm"), compiled.values(), rights, Locale.ENGLISH, List.of(flows()));
  }

  private static ObjectNode flows() {
    try {
      return (ObjectNode) JsonMapper.builder().build().readTree(FLOWS);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static TestForm plain(String key) {
    return form(key).recordTitle("name").text("name");
  }

  /** As class names are made of them, on disks that know no case. */
  private static String className(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static List<String> names(JsonNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static final JsonNode CROWDED =
      document(
          plain("account"),
          deal("deal"),
          plain("deal_change"),
          plain("deal_lines_row"),
          plain("deal_page"),
          plain("reference"),
          plain("problem"),
          plain("problem_error"),
          plain("task"),
          plain("tasks"),
          plain("import_run"));

  @Test
  void schemas_have_names_that_are_different_classes() {
    var names = names(CROWDED.at("/components/schemas"));
    assertThat(names).contains("account", "deal", "deal_lines_row", "Reference", "Problem");
    assertThat(names.stream().map(OpenApiDocumentTest::className)).doesNotHaveDuplicates();
    assertThat(names).allMatch(name -> name.matches("[A-Za-z0-9._-]+"));
  }

  @Test
  void operations_have_names_that_are_different_methods() {
    var operations =
        CROWDED.path("paths").findValues("operationId").stream().map(JsonNode::textValue).toList();
    assertThat(operations).contains("list_deal", "aggregate_records", "list_tasks", "list_tasks_2");
    assertThat(operations.stream().map(OpenApiDocumentTest::className)).doesNotHaveDuplicates();
  }

  @Test
  void every_reference_leads_to_a_schema() {
    var schemas = names(CROWDED.at("/components/schemas"));
    assertThat(CROWDED.findValues("$ref"))
        .hasSizeGreaterThan(20)
        .allMatch(
            reference ->
                schemas.contains(reference.textValue().replace("#/components/schemas/", "")));
  }

  /** Generators name objects written in place by their titles, which are not unique. */
  @Test
  void nothing_but_components_is_an_object_or_has_a_title() {
    var inline = new ArrayList<String>();
    CROWDED
        .at("/components/schemas")
        .properties()
        .forEach(
            schema ->
                schema
                    .getValue()
                    .path("properties")
                    .properties()
                    .forEach(
                        property -> {
                          var value = property.getValue();
                          if (value.path("properties").isObject() || value.has("title")) {
                            inline.add(schema.getKey() + "." + property.getKey());
                          }
                        }));
    assertThat(inline).isEmpty();
  }

  @Test
  void lookups_of_records_and_rows_are_references_to_one_schema() {
    var schemas = CROWDED.at("/components/schemas");
    var rows = schemas.at("/deal/properties/lines/items/$ref").textValue().replaceFirst(".*/", "");
    for (var name : List.of("deal", changeOf("deal"), rows)) {
      assertThat(schemas.path(name).at("/properties/account/$ref").textValue())
          .as(name)
          .isEqualTo("#/components/schemas/Reference");
    }
  }

  private static String changeOf(String form) {
    return CROWDED
        .at("/paths/~1api~1v1~1apps~1crm~1forms~1" + form + "~1records~1{id}/patch/requestBody")
        .findValue("$ref")
        .textValue()
        .replace("#/components/schemas/", "");
  }

  @Test
  void a_change_demands_nothing_and_a_record_what_its_form_does() {
    var schemas = CROWDED.at("/components/schemas");
    assertThat(schemas.path("deal").path("required").get(0).textValue()).isEqualTo("name");
    assertThat(schemas.path(changeOf("deal")).has("required")).isFalse();
  }
}
