package dev.formwork.ui.text;

import com.vaadin.flow.component.UI;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.Locale;
import java.util.stream.Collectors;

/** The texts of the screens ({@code texts_en}, {@code texts_zh}) in the user's language. */
public final class UiTexts {

  private static final String BUNDLE = "dev.formwork.ui.texts";

  private UiTexts() {}

  public static String of(String key, Object... arguments) {
    return Messages.format(locale(), BUNDLE, key, arguments);
  }

  /** In a language that need not be the user's. */
  public static String in(Locale language, String key) {
    return Messages.format(language, BUNDLE, key);
  }

  public static Locale locale() {
    var ui = UI.getCurrent();
    return ui != null && ui.getLocale().getLanguage().equals("zh")
        ? Locale.CHINESE
        : Locale.ENGLISH;
  }

  /** The sentences of a refusal, one a line. */
  public static String of(Refusal refusal) {
    return refusal.problems().stream()
        .map(UiTexts::of)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  public static String of(Problem problem) {
    return problem.message(locale());
  }
}
