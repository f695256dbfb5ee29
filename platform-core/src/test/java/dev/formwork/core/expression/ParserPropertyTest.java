package dev.formwork.core.expression;

import dev.formwork.core.expression.function.BuiltInFunctions;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** Whatever is typed, the parser answers with a tree or with a problem of ours. */
final class ParserPropertyTest {

  private static final SymbolTable NOTHING =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return BuiltInFunctions.INSTANCE;
        }

        @Override
        public Optional<Reference> field(String name) {
          return Optional.empty();
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return Optional.empty();
        }

        @Override
        public List<String> known() {
          return List.of();
        }
      };

  @Property(tries = 3_000)
  void any_text_is_read_or_refused(@ForAll @StringLength(max = 200) String source) {
    compiles(source);
  }

  @Property(tries = 3_000)
  void any_words_of_the_language_are_read_or_refused(
      @ForAll List<@net.jqwik.api.From("words") String> words) {
    compiles(String.join(" ", words));
  }

  /** Each alone, and behind others: none may be read for ever. */
  @Example
  void every_character_is_read_or_refused() {
    for (int c = 1; c <= Character.MAX_VALUE; c++) {
      compiles(String.valueOf((char) c));
      compiles("a" + (char) c + "1");
    }
  }

  @net.jqwik.api.Provide
  net.jqwik.api.Arbitrary<String> words() {
    return net.jqwik.api.Arbitraries.of(
        "1", "2.5", "\"a\"", "(", ")", ",", "+", "-", "*", "/", "&", "=", "<>", "AND", "OR", "NOT",
        "IN", "BETWEEN", "IF", "SUM", "TRUE", "EMPTY", "ROUND", "x", ".", "{y}");
  }

  private static void compiles(String source) {
    try {
      CompiledExpression.of(source, NOTHING);
    } catch (CompiledExpression.InvalidExpression expected) {
      // A refusal with a place and a reason is the other good outcome.
    }
  }
}
