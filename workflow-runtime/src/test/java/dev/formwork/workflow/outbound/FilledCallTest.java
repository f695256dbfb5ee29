package dev.formwork.workflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.compile.Template;
import dev.formwork.workflow.definition.AddressText;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever fills in a form does not write what the systems behind it are told. */
final class FilledCallTest {

  private static final String EVIL = "x\",\"admin\":true,\"y\":\"…\\";

  private static final SymbolTable NO_NAMES =
      new SymbolTable() {

        @Override
        public Optional<Reference> field(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public List<String> known() {
          return List.of();
        }
      };

  /** In place of each {@code {{}}} the next of the values. */
  private static Template template(String text, Object... values) {
    var parts = new ArrayList<Template.Part>();
    var literals = text.split("\\{\\{}}", -1);
    for (int i = 0; i < literals.length; i++) {
      if (!literals[i].isEmpty()) {
        parts.add(new Template.Part.Literal(literals[i]));
      }
      if (i < values.length) {
        var value = values[i];
        parts.add(
            new Template.Part.Formula(
                new CompiledExpression("value", null, _ -> value, List.of())));
      }
    }
    return new Template(parts);
  }

  private static String json(String text, Object... values) {
    return FilledBody.of(template(text, values), null, "application/json; charset=utf-8");
  }

  private static String address(String text, Object... values) {
    return FilledAddress.of(template(text, values), null);
  }

  @Test
  void a_text_within_quotes_of_json_stays_that_text() throws JsonProcessingException {
    var body = DefinitionJson.tree(json("{\"name\": \"Mx {{}}!\"}", EVIL));
    assertThat(body.size()).isEqualTo(1);
    assertThat(body.path("name").textValue()).isEqualTo("Mx " + EVIL + "!");
  }

  @Test
  void lines_and_control_characters_stay_text() throws JsonProcessingException {
    var text = "a\nb\t\"c\"\u0001\u2028";
    assertThat(DefinitionJson.tree(json("{\"t\": \"{{}}\"}", text)).path("t").textValue())
        .isEqualTo(text);
  }

  @Test
  void outside_of_quotes_a_value_is_json_of_its_kind() {
    assertThat(
            json(
                "[{{}}, {{}}, {{}}, {{}}, {{}}, {{}}]",
                new BigDecimal("12.50"),
                true,
                null,
                List.of("a", "b\""),
                LocalDate.parse("2026-11-29"),
                "1], [2"))
        .isEqualTo("[12.5, true, null, [\"a\",\"b\\\"\"], \"2026-11-29\", \"1], [2\"]");
  }

  @Test
  void an_escaped_quote_ends_no_text() throws JsonProcessingException {
    var body = DefinitionJson.tree(json("{\"a\": \"say \\\"{{}}\\\\\", \"b\": {{}}}", EVIL, EVIL));
    assertThat(body.size()).isEqualTo(2);
    assertThat(body.path("a").textValue()).isEqualTo("say \"" + EVIL + "\\");
    assertThat(body.path("b").textValue()).isEqualTo(EVIL);
  }

  @Test
  void a_body_that_is_one_expression_is_what_it_gives() {
    assertThat(json(" {{}}\n", "{\"a\": 1}")).isEqualTo(" {\"a\": 1}\n");
  }

  @Test
  void forms_and_xml_are_escaped_their_way_and_plain_text_is_not() {
    assertThat(
            FilledBody.of(
                template("a={{}}&b=1", "x&c=2"), null, "application/x-www-form-urlencoded"))
        .isEqualTo("a=x%26c%3D2&b=1");
    assertThat(FilledBody.of(template("<n>{{}}</n>", "</n><m a='\"'>"), null, "text/xml"))
        .isEqualTo("<n>&lt;/n&gt;&lt;m a=&apos;&quot;&apos;&gt;</n>");
    assertThat(FilledBody.of(template("Name: {{}}", "<a>"), null, "text/plain"))
        .isEqualTo("Name: <a>");
  }

  @ParameterizedTest
  @CsvSource({
    "https://erp.example/orders/{{}}/lines, a/b?c#d,"
        + " https://erp.example/orders/a%2Fb%3Fc%23d/lines",
    "https://erp.example/orders?no={{}}, 1&admin=1, https://erp.example/orders?no=1%26admin%3D1",
    "https://erp.example/{{}}, ü + *~, https://erp.example/%C3%BC%20%2B%20%2A~",
    "https://{{}}.erp.example/, evil.example/@, https://evil.example%2F%40.erp.example/",
    "{{}}, https://erp.example/a?b=c, https://erp.example/a?b=c"
  })
  void a_value_stays_within_its_place_in_an_address(String text, String value, String whole) {
    assertThat(address(text, value)).isEqualTo(whole);
  }

  @Test
  void what_is_behind_an_address_that_is_a_value_is_encoded() {
    assertThat(address("{{}}/orders/{{}}", "https://erp.example", "../x"))
        .isEqualTo("https://erp.example/orders/..%2Fx");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ".."})
  void a_value_leads_to_no_other_path(String value) {
    assertThatThrownBy(() -> address("https://erp.example/orders/{{}}", value))
        .isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> address("https://erp.example/orders/{{}}/lines?a=b", value))
        .isInstanceOf(Refusal.class);
    assertThat(address("https://erp.example/orders?v={{}}", value)).endsWith(value);
  }

  @Test
  void what_a_designer_encodes_is_not_encoded_again() throws Exception {
    var expression = CompiledExpression.of("ENCODEURL(\"a b\")", NO_NAMES);
    var template =
        new Template(
            List.of(
                new Template.Part.Literal("https://erp.example/?q="),
                new Template.Part.Formula(expression)));
    assertThat(FilledAddress.of(template, null)).isEqualTo("https://erp.example/?q=a%20b");
  }

  @ParameterizedTest
  @CsvSource({
    "https://erp.example/{{ a }}, false",
    "https://erp.example?a={{ a }}, false",
    "https://erp.example, false",
    "secret:address, false",
    "https://erp.example{{ a }}, true",
    "https://{{ a }}/x, true",
    "{{ a }}/x, true",
    "https:{{ a }}//erp.example/x, true"
  })
  void the_server_is_open_where_values_say_which_it_is(String text, boolean isOpen) {
    assertThat(AddressText.isServerOpen(text)).isEqualTo(isOpen);
  }

  @Test
  void a_template_without_values_is_as_it_was_written() {
    assertThat(address("https://erp.example/a/../b")).isEqualTo("https://erp.example/a/../b");
    assertThat(Arrays.asList(json("{\"a\": 1}"))).containsExactly("{\"a\": 1}");
  }
}
