package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.field.Field;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/** What the panels of the flow designer are made of. */
public final class FlowInputs {

  private FlowInputs() {}

  /** A choice whose present value is always offered, also when nobody knows it. */
  public static <E> Select<E> choice(
      String label,
      List<E> offered,
      E value,
      String none,
      Function<E, String> named,
      Consumer<E> onChoice) {
    var items = new ArrayList<>(offered);
    if (value != null && !items.contains(value)) {
      items.add(value);
    }
    var select = new Select<E>();
    select.setLabel(label);
    select.setItems(items);
    select.setItemLabelGenerator(
        item -> item == null ? (none == null ? "" : none) : named.apply(item));
    if (none != null) {
      select.setEmptySelectionAllowed(true);
      select.setEmptySelectionCaption(none);
    }
    select.setValue(value);
    select.setWidthFull();
    select.addValueChangeListener(event -> onChoice.accept(event.getValue()));
    return select;
  }

  /** One line; null when nothing is in it. */
  static TextField text(String label, String value, Consumer<String> onChange) {
    var input = new TextField(label);
    input.setValue(orEmpty(value));
    input.setWidthFull();
    input.addValueChangeListener(event -> onChange.accept(blankToNull(event.getValue())));
    return input;
  }

  /** Both must hold. */
  public static String both(String one, String other) {
    if (one == null || one.isBlank()) {
      return other;
    }
    boolean either = one.toUpperCase(Locale.ROOT).contains(" OR ");
    return (either ? "(" + one + ")" : one) + " AND " + other;
  }

  public static List<String> keys(List<Field> fields) {
    return fields.stream().map(field -> field.key().value()).toList();
  }

  public static String named(List<Field> fields, String key) {
    return fields.stream()
        .filter(field -> field.key().value().equals(key))
        .findFirst()
        .map(field -> field.title().in(UiTexts.locale()))
        .orElse(key);
  }

  static List<String> variables(FlowContext context) {
    return context.flow().variables().stream().map(Variable::key).toList();
  }

  static String variable(FlowContext context, String key) {
    return context.flow().variables().stream()
        .filter(one -> one.key().equals(key) && one.title() != null)
        .findFirst()
        .map(one -> one.title().in(UiTexts.locale()))
        .orElse(key);
  }

  static Button small(String label, VaadinIcon icon, Runnable action) {
    var button = new Button(UiTexts.of(label), icon.create(), _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    return button;
  }

  public static Button icon(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(label);
    button.setTooltipText(label);
    return button;
  }

  public static Paragraph hint(String key) {
    return hintOf(UiTexts.of(key));
  }

  /** A sentence of advice. */
  public static Paragraph hintOf(String sentence) {
    var hint = new Paragraph(sentence);
    hint.addClassNames("fw-muted", "fw-hint");
    return hint;
  }

  /** A section that is open when there is something in it. */
  static Details folded(String title, boolean open, Div body) {
    body.addClassName("fw-flow-section");
    var details = new Details(UiTexts.of(title), body);
    details.setOpened(open);
    details.setWidthFull();
    return details;
  }

  static String blankToNull(String text) {
    return text == null || text.isBlank() ? null : text;
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** Several of those offered, in their order. */
  public static MultiSelectComboBox<String> several(
      String label,
      String none,
      Collection<String> offered,
      Collection<String> chosen,
      Function<String, String> named,
      Consumer<List<String>> told) {
    var input = new MultiSelectComboBox<String>(UiTexts.of(label));
    input.setItems(offered);
    input.setItemLabelGenerator(named::apply);
    input.setValue(new LinkedHashSet<>(chosen));
    input.setPlaceholder(UiTexts.of(none));
    input.setWidthFull();
    input.addValueChangeListener(
        event -> told.accept(offered.stream().filter(event.getValue()::contains).toList()));
    return input;
  }
}
