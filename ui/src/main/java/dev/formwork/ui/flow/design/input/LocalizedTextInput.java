package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.text.UiTexts;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A text in two languages: the user's own, and the other behind a button. A template may refer to
 * fields; they are shown by title and stored by key.
 */
public final class LocalizedTextInput extends Div {

  private static final Locale[] LANGUAGES = {Locale.ENGLISH, Locale.CHINESE};

  private final String label;
  private final boolean large;
  private final transient FormulaScope names;
  private final transient Consumer<Title> onChange;
  private transient Title title;

  /**
   * @param names what a template may refer to; null: it is none
   */
  private LocalizedTextInput(
      String label, boolean large, Title value, FormulaScope names, Consumer<Title> onChange) {
    this.label = label;
    this.large = large;
    this.title = value;
    this.names = names;
    this.onChange = onChange;
    addClassName("fw-flow-two");
    boolean chinese = UiTexts.locale().getLanguage().equals("zh");
    var ownLanguage = LANGUAGES[chinese ? 1 : 0];
    var otherLanguage = LANGUAGES[chinese ? 0 : 1];
    var own = input(ownLanguage, true);
    var other = input(otherLanguage, false);
    other.setVisible(large && text(otherLanguage) != null);
    var more = new Button(chinese ? "EN" : "中", _ -> other.setVisible(!other.isVisible()));
    more.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ICON);
    more.setAriaLabel(UiTexts.of("flow.other-language", label));
    more.setTooltipText(UiTexts.of("flow.other-language", label));
    more.addClassName("fw-flow-language");
    add(own, more, other);
    if (names != null) {
      add(new InsertValueMenu(names, this::insert));
    }
  }

  static LocalizedTextInput line(String label, Title value, Consumer<Title> onChange) {
    return new LocalizedTextInput(UiTexts.of(label), false, value, null, onChange);
  }

  static LocalizedTextInput lines(String label, Title value, Consumer<Title> onChange) {
    return new LocalizedTextInput(UiTexts.of(label), true, value, null, onChange);
  }

  /** One line with expressions in it. */
  static LocalizedTextInput templateLine(
      String label, Title value, FormulaScope names, Consumer<Title> onChange) {
    return new LocalizedTextInput(UiTexts.of(label), false, value, names, onChange);
  }

  /** Several lines with expressions in them. */
  static LocalizedTextInput template(
      String label, Title value, FormulaScope names, Consumer<Title> onChange) {
    return new LocalizedTextInput(UiTexts.of(label), true, value, names, onChange);
  }

  /** Null where the title is not written in this language. */
  private String text(Locale language) {
    return title == null ? null : language.equals(Locale.CHINESE) ? title.zh() : title.en();
  }

  private Component input(Locale language, boolean own) {
    var text = shown(FlowInputs.orEmpty(text(language)));
    var labelled =
        own ? label : label + " (" + language.getLanguage().toUpperCase(Locale.ROOT) + ")";
    if (large) {
      var input = new TextArea(labelled);
      input.setMinRows(2);
      input.setValue(text);
      input.setWidthFull();
      input.addValueChangeListener(event -> store(language, event.getValue()));
      return input;
    }
    var input = new TextField(labelled);
    input.setValue(text);
    input.setWidthFull();
    input.addValueChangeListener(event -> store(language, event.getValue()));
    return input;
  }

  private void store(Locale language, String text) {
    boolean chinese = language.equals(Locale.CHINESE);
    var written = FlowInputs.blankToNull(stored(text));
    var english = chinese ? text(Locale.ENGLISH) : written;
    var translated = chinese ? written : text(Locale.CHINESE);
    title = english == null && translated == null ? null : new Title(english, translated);
    onChange.accept(title);
  }

  private String shown(String text) {
    return names == null ? text : replaced(text, part -> names.shown(part, UiTexts.locale()));
  }

  private String stored(String text) {
    return names == null ? text : replaced(text, names::stored);
  }

  /** The text with what stands in double braces changed. */
  public static String replaced(String text, UnaryOperator<String> change) {
    var changed = new StringBuilder();
    int at = 0;
    while (true) {
      int open = text.indexOf("{{", at);
      int close = open < 0 ? -1 : text.indexOf("}}", open);
      if (close < 0) {
        return changed.append(text.substring(at)).toString();
      }
      changed
          .append(text, at, open + 2)
          .append(' ')
          .append(change.apply(text.substring(open + 2, close).strip()))
          .append(" }}");
      at = close + 2;
    }
  }

  /** At the end of the own language's text. */
  private void insert(String value) {
    var first = getChildren().findFirst().orElseThrow();
    if (first instanceof HasValueChangeMode && first instanceof TextArea area) {
      area.setValue(area.getValue() + "{{ " + value + " }}");
    } else if (first instanceof TextField line) {
      line.setValue(line.getValue() + "{{ " + value + " }}");
    }
  }
}
