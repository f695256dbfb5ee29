package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.value.SlotValues;
import dev.formwork.core.expression.value.ValueType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every function's example gives what its help says, and {@code docs/functions.md} is what the
 * declarations say. {@code ./formwork docs} writes it anew.
 */
final class FunctionReferenceTest {

  private static final Path REFERENCE =
      Path.of(System.getProperty("formwork.root", "..")).resolve("docs/functions.md");

  private static final List<String> COLUMNS = List.of("product", "quantity", "price");

  private static final SymbolTable NAMES =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          return name.equals("lines")
              ? Optional.of(new Reference.Rows("lines", 0, "lines"))
              : Optional.empty();
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          int slot = COLUMNS.indexOf(name);
          var type = slot == 0 ? ValueType.TEXT : ValueType.NUMBER;
          return slot < 0
              ? Optional.empty()
              : Optional.of(new Reference.OfRow("lines", name, slot, name, type, null));
        }

        @Override
        public Optional<OtherForm> form(String key) {
          return Optional.of(new OtherForm(key, PAYMENT, "payment"));
        }

        @Override
        public List<String> known() {
          return List.of("lines");
        }
      };

  private static final SymbolTable PAYMENT =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          var type = name.equals("invoice") ? ValueType.RECORD : ValueType.NUMBER;
          return Optional.of(
              new Reference.OfTarget("payment", "payment", name, name, type, "invoice"));
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public List<String> known() {
          return List.of("invoice", "amount");
        }
      };

  static Stream<ExpressionFunction> functions() {
    return BuiltInFunctions.INSTANCE.all().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void an_example_gives_what_the_help_says(ExpressionFunction expressionFunction) throws Exception {
    var expression = CompiledExpression.of(expressionFunction.help().example(), NAMES);
    if (expressionFunction.help().result() != null) {
      assertThat(CompiledExpression.text(expression.program().run(scope())))
          .isEqualTo(expressionFunction.help().result());
    }
  }

  private static EvaluationContext scope() {
    var rows = List.of(row("Cable", "2", "10.5"), row("Router", "1", "99"), row("Cable", "3", "1"));
    return EvaluationContext.at(
            OffsetDateTime.parse("2026-11-24T09:00:00Z"),
            ZoneId.of("UTC"),
            new java.util.UUID(1, 1))
        .of(_ -> rows);
  }

  private static SlotValues row(String product, String quantity, String price) {
    return slot ->
        switch (slot) {
          case 0 -> product;
          case 1 -> new BigDecimal(quantity);
          default -> new BigDecimal(price);
        };
  }

  @Test
  void other_names_are_those_of_functions_there_are() {
    assertThat(FunctionNames.all().values())
        .allMatch(name -> BuiltInFunctions.INSTANCE.named(name).isPresent());
    assertThat(FunctionNames.all().keySet())
        .noneMatch(name -> BuiltInFunctions.INSTANCE.named(name).isPresent());
  }

  @Test
  void there_is_a_function_for_most_of_what_people_ask() {
    assertThat(BuiltInFunctions.INSTANCE.all()).hasSizeGreaterThanOrEqualTo(120);
  }

  @Test
  void the_reference_is_what_the_declarations_say() throws IOException {
    var written = reference();
    if (Boolean.getBoolean("formwork.write-docs")) {
      Files.writeString(REFERENCE, written);
    }
    assertThat(Files.readString(REFERENCE)).isEqualTo(written);
  }

  private static String reference() {
    var page = new StringBuilder();
    page.append(
        """
        # Functions · 函数

        Made from the declarations by `./formwork docs`; every example is also a test. *SQL*: filters, lists and rollups may use it.

        """);
    for (var functionCategory : FunctionCategory.values()) {
      var members = functions().filter(one -> one.family() == functionCategory).toList();
      if (members.isEmpty()) {
        continue;
      }
      page.append("## ").append(name(functionCategory)).append("\n\n");
      page.append("| function | 名称 | what it gives | 说明 | example | result | SQL |\n");
      page.append("| --- | --- | --- | --- | --- | --- | --- |\n");
      members.forEach(member -> page.append(line(member)));
      page.append("\n");
    }
    page.append("## Other names · 其他名称\n\n");
    page.append("Functions may also be called as they are elsewhere. 也可以用其他软件中的名称：\n\n");
    new TreeMap<>(FunctionNames.all())
        .forEach(
            (other, name) ->
                page.append("- `").append(other).append("`: `").append(name).append("`\n"));
    return page.toString();
  }

  private static String name(FunctionCategory functionCategory) {
    return switch (functionCategory) {
      case LOGIC -> "Logic · 逻辑";
      case TEXT -> "Text · 文本";
      case NUMBER -> "Numbers · 数字";
      case LIST -> "Lists and rows · 列表与子表";
      case DATE -> "Dates and times · 日期时间";
      case PEOPLE -> "People · 人员";
      case RECORD -> "Records · 记录";
      case FINANCE -> "Finance · 财务";
      case SYSTEM -> "System · 系统";
      case CUSTOM -> "Own functions · 自定义";
    };
  }

  private static String line(ExpressionFunction expressionFunction) {
    var functionHelp = expressionFunction.help();
    return "| `%s` | %s | %s | %s | `%s` | %s | %s |\n"
        .formatted(
            String.join("`, `", expressionFunction.signatures()).replace("|", "\\|"),
            functionHelp.chineseName(),
            functionHelp.english().replace("|", "\\|"),
            functionHelp.chinese().replace("|", "\\|"),
            functionHelp.example().replace("|", "\\|"),
            functionHelp.result() == null || functionHelp.result().isEmpty()
                ? ""
                : "`" + functionHelp.result().replace("|", "\\|") + "`",
            expressionFunction.hasSql() ? "✓" : "");
  }
}
