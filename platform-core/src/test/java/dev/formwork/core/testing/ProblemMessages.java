package dev.formwork.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.problem.ProblemCode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Holds that the codes of a module and the sentences of its message bundle belong together. */
public final class ProblemMessages {

  private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.CHINESE);
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)");

  private ProblemMessages() {}

  private static ResourceBundle bundle(String name, Locale locale) {
    return ResourceBundle.getBundle(
        name,
        locale,
        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
  }

  /** Every code has a sentence in each language, and every sentence of a problem has a code. */
  public static void haveOneSentenceEach(String bundle, Collection<? extends ProblemCode> codes) {
    var keys = codes.stream().map(ProblemCode::key).collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).as("codes are told apart").hasSameSizeAs(codes);
    assertThat(codes).extracting(ProblemCode::bundle).containsOnly(bundle);
    for (var locale : LANGUAGES) {
      assertThat(bundle(bundle, locale).keySet().stream().filter(key -> key.startsWith("problem.")))
          .as("sentences in " + locale)
          .containsExactlyInAnyOrderElementsOf(keys);
    }
  }

  /** Every sentence mentions all arguments of its code. */
  public static void mentionAllArguments(Collection<? extends ProblemCode> codes) {
    for (var code : codes) {
      for (var locale : LANGUAGES) {
        assertThat(placeholders(code, locale))
            .as(code.code() + " in " + locale)
            .containsExactlyElementsOf(IntStream.range(0, code.arguments()).boxed().toList());
      }
    }
  }

  /** No sentence mentions an argument that its code has not, and both languages the same ones. */
  public static void mentionTheSameArguments(Collection<? extends ProblemCode> codes) {
    for (var code : codes) {
      assertThat(placeholders(code, Locale.ENGLISH))
          .as(code.code())
          .isEqualTo(placeholders(code, Locale.CHINESE))
          .allMatch(number -> number < code.arguments());
    }
  }

  private static SortedSet<Integer> placeholders(ProblemCode code, Locale locale) {
    return PLACEHOLDER
        .matcher(bundle(code.bundle(), locale).getString(code.key()))
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
