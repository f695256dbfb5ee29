package dev.formwork.core.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.expression.function.BuiltInFunctions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What hundreds of formulas give, in the JVM and in PostgreSQL, and which are refused. They stand
 * in {@code formulas/*.txt}, one a line, with what is right behind {@code |||}: {@code !} is a
 * refusal.
 */
@Tag("server")
final class FormulaNeighbourTest {

  private static final String REFUSED = "!";
  private static final String NEW_YORK = "NY:";

  private static FormulaBench bench;

  @BeforeAll
  static void start() throws Exception {
    bench = FormulaBench.start();
  }

  @AfterAll
  static void stop() throws Exception {
    bench.close();
  }

  static Stream<Arguments> formulas() {
    return Stream.of("unset", "options", "days", "texts", "numbers", "signs")
        .flatMap(FormulaNeighbourTest::lines)
        .map(line -> line.split(" \\|\\|\\| ?", 2))
        .map(parts -> Arguments.of(parts[0], parts[1]));
  }

  private static Stream<String> lines(String name) {
    return read(name).lines().filter(line -> !line.isBlank());
  }

  private static String read(String name) {
    try (var file = FormulaNeighbourTest.class.getResourceAsStream("/formulas/" + name + ".txt")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void it_gives_what_is_right_or_is_refused(String source, String right) throws Exception {
    if (!right.equals(REFUSED)) {
      assertThat(
              source.startsWith(NEW_YORK)
                  ? bench.run(source.substring(NEW_YORK.length()), ZoneId.of("America/New_York"))
                  : bench.run(source))
          .isEqualTo(right);
      return;
    }
    for (var language : List.of(Locale.ENGLISH, Locale.CHINESE)) {
      assertThat(FormulaBench.mistake(source, language))
          .isNotBlank()
          .doesNotContain("{", "Exception", "dev.formwork", "java.", "ERROR:");
    }
  }

  static Stream<String> names() {
    return Arrays.stream(read("names").split("\\s+"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void names_that_people_know_are_functions_or_answered_by_what_to_write(String name) {
    assertThat(
            BuiltInFunctions.INSTANCE.named(FunctionNames.canonical(name)).isPresent()
                || FunctionNames.instead(name).isPresent()
                || FormulaBench.mistake(name + "(title, 1)").contains("write "))
        .as(name)
        .isTrue();
  }

  /** The same names where people are known. */
  private static final SymbolTable AMONG_PEOPLE =
      new SymbolTable() {
        @Override
        public FunctionLibrary library() {
          return FormulaBench.NAMES.library();
        }

        @Override
        public Optional<Reference> field(String name) {
          return FormulaBench.NAMES.field(name);
        }

        @Override
        public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
          return FormulaBench.NAMES.column(subform, name);
        }

        @Override
        public Optional<PeopleDirectory> people() {
          return Optional.of(RandomPeople.PEOPLE);
        }

        @Override
        public List<String> known() {
          return FormulaBench.NAMES.known();
        }
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "owner = \"Nobody\"",
        "owner <> \"Nobody\"",
        "owner IN (\"Member 1\", \"Nobody\")",
        "ME() = \"Nobody\"",
        "team = \"Nowhere\"",
        "ISME(\"Nobody\")",
        "INDEPARTMENT(owner, \"Nowhere\")",
      })
  void where_people_are_known_a_name_of_nobody_is_a_mistake(String source) {
    assertThatThrownBy(() -> CompiledExpression.of(source, AMONG_PEOPLE))
        .isInstanceOfSatisfying(
            CompiledExpression.InvalidExpression.class,
            e -> assertThat(e.problem().code()).isEqualTo("nobody-called"));
  }

  @Test
  void where_people_are_known_names_are_theirs() throws Exception {
    for (var source :
        List.of("owner = \"member 1 \"", "owner = \"M1\"", "team = \"north\"", "owner = EMPTY")) {
      assertThat(CompiledExpression.of(source, AMONG_PEOPLE)).isNotNull();
    }
  }
}
