package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.syntax.ExpressionProblem;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What expressions mean, by example. */
final class ExpressionTest {

  /**
   * A record with an amount of 120, a rate of 0.1, a title, an empty note, a day, and two lines.
   */
  private static final Map<String, Reference> FIELDS =
      Map.of(
          "amount", new Reference.OfRecord("amount", 0, "amount", ValueType.NUMBER, null),
          "rate", new Reference.OfRecord("rate", 1, "rate", ValueType.NUMBER, null),
          "title", new Reference.OfRecord("title", 2, "title", ValueType.TEXT, null),
          "note", new Reference.OfRecord("note", 3, "note", ValueType.TEXT, null),
          "day", new Reference.OfRecord("day", 4, "day", ValueType.DATE, null),
          "lines", new Reference.Rows("lines", 5, "\"s\".\"lines\""),
          "预算", new Reference.OfRecord("budget", 6, "budget", ValueType.NUMBER, null));

  private static final SymbolTable NAMES =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          return Optional.ofNullable(FIELDS.get(name));
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return switch (name) {
            case "quantity" ->
                Optional.of(
                    new Reference.OfRow(
                        "lines", "quantity", 0, "quantity", ValueType.NUMBER, null));
            case "price" ->
                Optional.of(
                    new Reference.OfRow("lines", "price", 1, "price", ValueType.NUMBER, null));
            default -> Optional.empty();
          };
        }

        @Override
        public List<String> known() {
          return List.copyOf(FIELDS.keySet());
        }

        @Override
        public List<String> known(Reference behind) {
          return List.of("quantity", "price");
        }
      };

  private static SlotValues row(String quantity, String price) {
    return slot -> slot == 0 ? decimal(quantity) : decimal(price);
  }

  private static BigDecimal decimal(String text) {
    return text == null ? null : new BigDecimal(text);
  }

  private static Object run(String source) throws CompiledExpression.InvalidExpression {
    SlotValues record =
        slot ->
            switch (slot) {
              case 0 -> decimal("120");
              case 1 -> decimal("0.1");
              case 2 -> "Pump 泵";
              case 4 -> LocalDate.parse("2026-03-01");
              case 5 -> List.of(row("2", "10.5"), row("1", null), row("3", "1"));
              case 6 -> decimal("7");
              default -> null;
            };
    var evaluationContext =
        EvaluationContext.at(
                OffsetDateTime.parse("2026-11-23T20:00:00Z"), ZoneId.of("Asia/Shanghai"), null)
            .of(record);
    return CompiledExpression.of(source, NAMES).program().run(evaluationContext);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.1 + 0.2|0.3",
        "amount * rate|12",
        "amount + 2 * 3 - -1|127",
        "(amount + 2) * 3|366",
        "10 % 4|2",
        "amount / 7|17.14285714285714285714",
        "ROUND(amount / 7, 2)|17.14",
        "ROUND(2.5)|3",
        "IF(amount > 100, amount * 0.05, 0)|6",
        "SUM(lines.quantity * lines.price)|24",
        "COUNT(lines.price)|2",
        "MAX(lines.quantity)|3",
        "AVERAGE(lines.quantity)|2",
        "DEFAULT(EMPTY, 4)|4",
        "LEN(title)|6",
        "ABS(-3)|3",
        "DAYS(DATE(\"2026-03-10\"), day)|9",
        "YEAR(day)|2026",
        "{预算} + 1|8",
      })
  void numbers_are_exact(String source, String expected) throws Exception {
    assertThat((BigDecimal) run(source)).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amount = 120.00|true",
        "amount <> 120|false",
        "amount BETWEEN 100 AND 120|true",
        "title CONTAINS \"pump\"|true",
        "note = EMPTY|true",
        "note = \"x\"|false",
        "note <> \"x\"|false",
        "NOT note = \"x\"|true",
        "amount IN (1, 120)|true",
        "day >= \"2026-01-31\"|true",
        "ADDDAYS(day, 30) = \"2026-03-31\"|true",
        "TODAY() = \"2026-11-24\"|true",
        "amount > 1 AND NOT (rate > 1 OR FALSE)|true",
        "OR(FALSE, amount > 1)|true",
        "1 / 0 = EMPTY|true",
        "EMPTY + 1 = EMPTY|true",
      })
  void conditions_follow_the_rules_of_empty(String source, boolean expected) throws Exception {
    assertThat(run(source)).isEqualTo(expected);
  }

  @Test
  void texts_join_with_empty_as_nothing() throws Exception {
    assertThat(run("title & \": \" & amount & note")).isEqualTo("Pump 泵: 120");
    assertThat(run("\"say \"\"hi\"\"\"")).isEqualTo("say \"hi\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "amuont + 1|At character 1: unknown field “amuont”. Did you mean “amount”?",
        "amount + |At character 9: the formula ends too early.",
        "amount + title|At character 10: expected a number, found text.",
        "ROUD(1)|At character 1: unknown function ROUD. Did you mean ROUND?",
        "ROUND()|At character 1: it is called as ROUND(number, [digits]), not with 0 values.",
        "amount > 1 > 2|At character 12: compare two things at a time; join comparisons with AND.",
        "lines.price + 1|At character 1: “lines.price” has many values; put it into a function such as SUM, COUNT or JOIN.",
        "\"abc|At character 1: this text is not closed; a \" is missing.",
        "amount § 2|At character 8: “§” has no meaning here.",
        "(1 + 2|At character 7: “)” is missing.",
        "title > 3|At character 7: text cannot be compared with a number; write VALUE(text).",
      })
  void mistakes_name_their_place(String source, String sentence) {
    assertThatThrownBy(() -> CompiledExpression.of(source, NAMES))
        .isInstanceOfSatisfying(
            CompiledExpression.InvalidExpression.class,
            failure ->
                assertThat(failure.problem().in("").message(Locale.ENGLISH)).isEqualTo(sentence));
  }

  @Test
  void nobody_brings_the_parser_down_with_depth_or_length() {
    for (var hostile :
        List.of(
            "(".repeat(5_000),
            "-".repeat(9_000),
            "NOT ".repeat(2_000),
            "1".repeat(9_000),
            "x".repeat(20_000),
            "IF(TRUE,".repeat(1_000))) {
      assertThatThrownBy(() -> CompiledExpression.of(hostile, NAMES))
          .isInstanceOf(CompiledExpression.InvalidExpression.class);
    }
  }

  @Test
  void values_are_bound_and_names_are_not() throws Exception {
    var sql = new SqlBuilder();
    var evaluationContext =
        EvaluationContext.at(OffsetDateTime.parse("2026-11-23T20:00:00Z"), ZoneId.of("UTC"), null);
    CompiledExpression.of("title = \"'; DROP TABLE x; --\" AND NOT amount > 5", NAMES)
        .writeCondition(sql, evaluationContext);
    assertThat(sql.toString())
        .isEqualTo(
            "((t.\"title\" COLLATE \"C\" = $1::text) AND (NOT COALESCE((t.\"amount\" > $2::numeric), FALSE)))");
    assertThat(sql.parameters()).containsExactly("'; DROP TABLE x; --", new BigDecimal("5"));
  }

  @Test
  void all_mistakes_are_found_at_once() {
    assertThatThrownBy(() -> run("IF(amout > , ROUND(titel, 2), SUM(lines.prise)) + 1"))
        .isInstanceOfSatisfying(
            CompiledExpression.InvalidExpression.class,
            e ->
                assertThat(e.problems())
                    .extracting(ExpressionProblem::code)
                    .containsExactly("unexpected", "unknown-field-near", "unknown-field-near"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "too-long|a|11000",
        "too-deep|(|200",
        "number-too-long|9|70",
        "too-many-operators|1+|1500",
        "too-many-operators|1^|1500",
        "text-not-closed|\"|1",
      })
  void hostile_input_is_refused_with_a_place(String code, String part, int times) {
    assertThatThrownBy(() -> run(part.repeat(times)))
        .isInstanceOfSatisfying(
            CompiledExpression.InvalidExpression.class,
            e -> assertThat(e.problem().code()).isEqualTo(code));
  }

  @Test
  void look_alike_letters_in_names_are_other_names() {
    assertThatThrownBy(() -> run("\u0430mount + 1"))
        .isInstanceOf(CompiledExpression.InvalidExpression.class);
    assertThatThrownBy(() -> run("amount\u202e + 1"))
        .isInstanceOf(CompiledExpression.InvalidExpression.class);
  }

  @Test
  void a_catastrophic_pattern_is_linear_here() throws Exception {
    assertThat(run("REGEXMATCH(REPT(\"aaaaaaaaaa\", 100) & \"b\", \"^(a+)+$\")")).isEqualTo(false);
    assertThatThrownBy(() -> run("REGEXMATCH(title, \"(unclosed\")"))
        .isInstanceOf(CompiledExpression.InvalidExpression.class);
  }
}
