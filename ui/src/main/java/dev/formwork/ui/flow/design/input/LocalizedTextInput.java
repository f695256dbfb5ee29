package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.text.UiTexts;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A text in two languages: the user's own, and the other behind a button. A template may refer to
 * fields; they are shown by title and stored by key.
 */
public final class LocalizedTextInput extends Div {

  private final transient JsonBinding jsonBinding;
  private final String name;
  private final String label;
  private final boolean large;
  private final transient FormulaScope names;

  private LocalizedTextInput(
      JsonBinding jsonBinding, String name, String label, boolean large, FormulaScope names) {
    this.jsonBinding = jsonBinding;
    this.name = name;
    this.label = label;
    this.large = large;
    this.names = names;
    addClassName("fw-flow-two");
    boolean chinese = UiTexts.locale().getLanguage().equals("zh");
    var own = input(chinese ? "zh" : "en", true);
    var other = input(chinese ? "en" : "zh", false);
    other.setVisible(large && !jsonBinding.get(name).path(chinese ? "en" : "zh").isMissingNode());
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

  public static LocalizedTextInput line(JsonBinding jsonBinding, String name, String label) {
    return new LocalizedTextInput(jsonBinding, name, UiTexts.of(label), false, null);
  }

  public static LocalizedTextInput lines(JsonBinding jsonBinding, String name, String label) {
    return new LocalizedTextInput(jsonBinding, name, UiTexts.of(label), true, null);
  }

  /** With expressions in it. */
  public static LocalizedTextInput template(JsonBinding jsonBinding, String name, String label) {
    return new LocalizedTextInput(
        jsonBinding,
        name,
        UiTexts.of(label),
        !name.equals("subject"),
        jsonBinding.formulas().names());
  }

  private Component input(String language, boolean own) {
    var text = shown(jsonBinding.get(name).path(language).asText(""));
    var labelled = own ? label : label + " (" + language.toUpperCase(Locale.ROOT) + ")";
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

  private void store(String language, String text) {
    JsonNode before = jsonBinding.get(name);
    var title =
        before instanceof ObjectNode found ? found.deepCopy() : JsonBinding.nodes().objectNode();
    if (text.isBlank()) {
      title.remove(language);
    } else {
      title.put(language, stored(text));
    }
    jsonBinding.set(name, title);
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
