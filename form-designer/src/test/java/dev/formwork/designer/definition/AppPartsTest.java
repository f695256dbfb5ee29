package dev.formwork.designer.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.workspace.definition.DefinitionId;
import org.junit.jupiter.api.Test;

/** Functions and scripts are definitions by themselves and live in their app's. */
final class AppPartsTest {

  private static final AppKey APP = new AppKey("crm");
  private static final DefinitionId FUNCTIONS = DefinitionId.ofApp(APP, DefinitionKind.FUNCTIONS);

  private static JsonNode json(String text) {
    try {
      return DefinitionJson.tree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Test
  void a_part_is_taken_out_and_put_in_and_the_rest_stays() {
    var app = json("{'key': 'crm', 'functions': [{'name': 'ONE'}], 'scripts': [{'key': 's'}]}");
    assertThat(AppParts.of(FUNCTIONS, app)).isEqualTo(json("[{'name': 'ONE'}]"));
    assertThat(AppParts.with(FUNCTIONS, app, json("[{'name': 'TWO'}]")))
        .isEqualTo(
            json("{'key': 'crm', 'functions': [{'name': 'TWO'}], 'scripts': [{'key': 's'}]}"));
  }

  @Test
  void a_part_that_is_missing_is_empty_and_an_empty_one_is_left_out() {
    assertThat(AppParts.of(FUNCTIONS, json("{'key': 'crm'}"))).isEqualTo(json("[]"));
    assertThat(AppParts.with(FUNCTIONS, json("{'key': 'crm', 'functions': [1]}"), json("[]")))
        .isEqualTo(json("{'key': 'crm'}"));
  }

  @Test
  void what_is_no_part_is_its_row() {
    var form = DefinitionId.form(APP, new FormKey("deal"));
    assertThat(form.row()).isEqualTo(form);
    assertThat(FUNCTIONS.row()).isEqualTo(DefinitionId.ofApp(APP, DefinitionKind.APP));
    assertThat(AppParts.with(form, json("{}"), json("{'key': 'deal'}")))
        .isEqualTo(json("{'key': 'deal'}"));
  }
}
