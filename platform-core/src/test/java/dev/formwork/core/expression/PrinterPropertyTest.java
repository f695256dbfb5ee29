package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.expression.function.BuiltInFunctions;
import dev.formwork.core.expression.syntax.Parser;
import dev.formwork.core.expression.value.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** The canonical form means the same, and is its own canonical form. */
final class PrinterPropertyTest {

  private static final SymbolTable TITLED =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          return switch (name) {
            case "amount", "报价金额" ->
                Optional.of(new Reference.OfRecord("amount", 0, "amount", ValueType.NUMBER, null));
            case "budget", "年度 预算" ->
                Optional.of(new Reference.OfRecord("budget", 1, "budget", ValueType.NUMBER, null));
            default -> Optional.empty();
          };
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public Optional<String> title(Reference reference, Locale locale) {
          return Optional.of(reference.key().equals("amount") ? "报价金额" : "年度 预算");
        }

        @Override
        public List<String> known() {
          return List.of("amount", "budget");
        }
      };

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void printing_and_reading_again_gives_the_same_tree(@ForAll Random random) throws Exception {
    var source = new RandomExpressions(random).any(random.nextInt(1_000));
    var printed = Printer.withKeys(source, RandomRecords.NAMES);
    assertThat(shape(printed)).as("%s%n%s", source, printed).isEqualTo(shape(source));
    assertThat(Printer.withKeys(printed, RandomRecords.NAMES)).isEqualTo(printed);
  }

  /** A tree without its positions. */
  private static String shape(String source) {
    return Parser.parse(source).tree().toString().replaceAll("position=\\d+", "");
  }

  @Test
  void keys_become_titles_and_back() throws Exception {
    var stored = "IF(amount > budget * 2, amount - 1, 0)";
    var shown = Printer.withTitles(stored, TITLED, Locale.CHINESE);
    assertThat(shown).isEqualTo("IF(报价金额 > {年度 预算} * 2, 报价金额 - 1, 0)");
    assertThat(Printer.withKeys(shown, TITLED)).isEqualTo(stored);
  }

  @Test
  void the_canonical_form_has_one_space_and_no_needless_parentheses() throws Exception {
    assertThat(Printer.withKeys("if((({报价金额})>1 ),(amount+( 2*3)) , -(amount))", TITLED))
        .isEqualTo("IF(amount > 1, amount + 2 * 3, -amount)");
  }
}
