package dev.formwork.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.Messages;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Definitions, their JSON and their schemas say the same. */
final class DefinitionTest {

  private static final String FORM =
      """
      {"key": "deal", "title": {"en": "Deals", "zh": "商机"}, "fields": [
        {"type": "text", "key": "name", "title": {"en": "Name"}, "required": true, "maxLength": 80},
        {"type": "stage", "key": "stage", "title": {"en": "Stage"}, "stages": [
          {"key": "open", "title": {"en": "Open"}, "probability": 10, "category": "open"}]},
        {"type": "subform", "key": "lines", "title": {"en": "Lines"}, "fields": [
          {"type": "money", "key": "price", "title": {"en": "Price"}, "currency": "USD"}]}]}""";

  @Test
  void a_form_survives_the_way_to_json_and_back() throws Exception {
    var json = DefinitionJson.tree(FORM);
    var form = DefinitionJson.read(json, FormDefinition.class);
    assertThat(form.fields()).hasSize(3);
    assertThat(
            DefinitionJson.read(
                DefinitionJson.tree(DefinitionJson.write(form)), FormDefinition.class))
        .isEqualTo(form);
    assertThat(DefinitionSchema.FORM.check(DefinitionJson.tree(DefinitionJson.write(form))))
        .isEmpty();
  }

  @Test
  void the_schema_names_what_is_wrong_and_where() throws Exception {
    var json = (ObjectNode) DefinitionJson.tree(FORM);
    ((ObjectNode) json.path("fields").path(0)).put("maxLenght", 3).remove("title");
    var problems = DefinitionSchema.FORM.check(json);
    assertThat(problems)
        .extracting(problem -> problem.path() + " " + problem.code())
        .contains("/fields/0 schema-missing");
    assertThat(problems)
        .extracting(problem -> problem.message(Locale.ENGLISH))
        .anyMatch(text -> text.contains("maxLenght"));
  }

  @Test
  void the_schema_knows_every_field_type_and_setting() throws Exception {
    var schema = DefinitionJson.tree(DefinitionSchema.FORM.text()).path("$defs").path("field");
    for (var type : FieldType.values()) {
      var rule =
          java.util.stream.StreamSupport.stream(schema.path("allOf").spliterator(), false)
              .filter(one -> one.at("/if/properties/type/const").asText().equals(type.json()))
              .findFirst();
      assertThat(rule).as(type.json()).isPresent();
    }
  }

  @Test
  void both_languages_have_the_same_sentences() {
    var english = ResourceBundle.getBundle("dev.formwork.core.messages", Locale.ENGLISH).keySet();
    var chinese = ResourceBundle.getBundle("dev.formwork.core.messages", Locale.CHINESE).keySet();
    assertThat(chinese).isEqualTo(english);
    assertThat(Messages.sentence(Locale.CHINESE, "problem.number-below", 3)).isEqualTo("不能小于 3。");
  }

  @Test
  void keys_come_from_titles() {
    assertThat(Key.fromTitle("Close date", "x")).isEqualTo("close_date");
    assertThat(Key.fromTitle("金额", "money")).isEqualTo("money");
    assertThat(
            Arrays.stream(new String[] {"Name", "9", "a-b", "x".repeat(41), ""})
                .filter(Key::isValid)
                .collect(Collectors.toList()))
        .isEmpty();
  }
}
