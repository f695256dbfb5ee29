package dev.formwork.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.importexport.ImportPlan;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Whoever writes JSON is told what is wrong with it in words of that JSON. */
final class JsonMistakeTest {

  private static String told(String json) {
    try {
      DefinitionJson.read(DefinitionJson.tree(json), ImportPlan.class);
      return "";
    } catch (JsonProcessingException e) {
      var problem = JsonMistake.of(e);
      assertThat(problem.message(Locale.ENGLISH)).doesNotContain("dev.formwork", "java.");
      return problem.path() + " " + problem.message(Locale.ENGLISH);
    }
  }

  @Test
  void an_unknown_member_is_told_with_the_nearest() {
    assertThat(told("{\"colums\": {}}"))
        .startsWith(" “colums” is not known here. Did you mean “columns”? Known: ")
        .contains("match", "formats");
    assertThat(told("{\"formats\": {\"a/b\": {\"x\": 1}}}"))
        .startsWith("/formats/a~1b “x” is not known here. Known: dateOrder, decimal, ");
  }

  @Test
  void one_of_several_words_is_told_with_all_of_them() {
    assertThat(told("{\"formats\": {\"Day\": {\"dateOrder\": \"dym\"}}}"))
        .isEqualTo("/formats/Day/dateOrder “dym” is none of: ymd, dmy, mdy.");
  }

  @Test
  void another_type_is_told_with_the_one_expected() {
    assertThat(told("{\"columns\": []}")).isEqualTo("/columns A JSON object is expected here.");
    assertThat(told("{\"match\": {}}")).isEqualTo("/match A text is expected here.");
    assertThat(told("{\"formats\": {\"a\": {\"empty\": \"x\"}}}"))
        .isEqualTo("/formats/a/empty A list is expected here.");
    assertThat(told("{\"formats\": {\"a\": {\"empties\": \"often\"}}}"))
        .isEqualTo("/formats/a/empties true or false is expected here.");
    assertThat(told("[]")).isEqualTo(" A JSON object is expected here.");
  }

  @Test
  void what_is_no_json_is_told_with_its_place() {
    assertThat(told("{\"match\": ")).isEqualTo(" This is not JSON: look at line 1, column 11.");
  }
}
