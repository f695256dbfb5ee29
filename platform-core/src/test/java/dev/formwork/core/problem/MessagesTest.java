package dev.formwork.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever can be refused has a sentence in both languages. */
final class MessagesTest {

  private static final Pattern PROBLEM =
      Pattern.compile(
          "Problem\\.at\\(\\s*[^;]*?,\\s*\"([a-z][a-z-]+)\"|Refusal\\.of\\(\\s*Refusal\\.Kind\\.[A-Z_]+,\\s*\"([a-z][a-z-]+)\"");
  private static final Pattern EXPRESSION =
      Pattern.compile("new InvalidExpressionException\\(\\s*[^;]*?,\\s*\"([a-z][a-z-]+)\"");

  private static ResourceBundle bundle(Locale locale) {
    return ResourceBundle.getBundle(
        "dev.formwork.core.messages",
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  @Test
  void every_problem_of_this_module_has_its_sentence() throws IOException {
    var codes = new TreeSet<String>();
    try (var files = Files.walk(Path.of("src/main/java"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var source = Files.readString(file);
        PROBLEM
            .matcher(source)
            .results()
            .forEach(
                found ->
                    codes.add(
                        "problem." + (found.group(1) != null ? found.group(1) : found.group(2))));
        EXPRESSION
            .matcher(source)
            .results()
            .forEach(found -> codes.add("problem.expression-" + found.group(1)));
      }
    }
    assertThat(codes).hasSizeGreaterThan(60);
    for (var locale : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
      assertThat(codes)
          .allSatisfy(code -> assertThat(bundle(locale).containsKey(code)).as(code).isTrue());
    }
  }

  @Test
  void both_languages_have_the_same_sentences() {
    assertThat(bundle(Locale.CHINESE).keySet()).isEqualTo(bundle(Locale.ENGLISH).keySet());
  }
}
