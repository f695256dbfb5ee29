package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.organization.Membership;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.filter.FilterDialog;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The inputs that the panels of the flow designer are made of, each bound to a property. */
public final class FlowInputs {

  private FlowInputs() {}

  /** A choice whose present value is always offered, also when nobody knows it. */
  public static Select<String> choice(
      String label,
      List<String> offered,
      String value,
      String none,
      Function<String, String> named,
      Consumer<String> onChoice) {
    var items = new ArrayList<>(offered);
    if (value != null && !items.contains(value)) {
      items.add(value);
    }
    var select = new Select<String>();
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

  public static TextField text(JsonBinding jsonBinding, String name, String label) {
    var input = new TextField(UiTexts.of(label));
    input.setValue(orEmpty(jsonBinding.text(name)));
    input.setWidthFull();
    input.addValueChangeListener(event -> jsonBinding.set(name, event.getValue()));
    return input;
  }

  public static TextArea area(JsonBinding jsonBinding, String name, String label) {
    var input = new TextArea(UiTexts.of(label));
    input.setValue(orEmpty(jsonBinding.text(name)));
    input.setWidthFull();
    input.addValueChangeListener(event -> jsonBinding.set(name, event.getValue()));
    return input;
  }

  /** An area for text that programs read. */
  public static TextArea code(JsonBinding jsonBinding, String name, String label) {
    var input = area(jsonBinding, name, label);
    input.addClassName("fw-code");
    input.setMinRows(4);
    return input;
  }

  public static Checkbox check(JsonBinding jsonBinding, String name, String label) {
    var box = new Checkbox(UiTexts.of(label));
    box.setValue(jsonBinding.get(name).asBoolean());
    box.addValueChangeListener(event -> jsonBinding.set(name, event.getValue()));
    return box;
  }

  /** Empty stands for the usual. */
  public static IntegerField number(JsonBinding jsonBinding, String name, String label, int usual) {
    var input = new IntegerField(UiTexts.of(label));
    int value = jsonBinding.get(name).asInt();
    input.setValue(value == 0 ? null : Integer.valueOf(value));
    input.setMin(0);
    input.setPlaceholder(Integer.toString(usual));
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          var number = event.getValue();
          if (number == null || number >= 0) {
            jsonBinding.set(name, number == null ? 0 : number.intValue());
          }
        });
    return input;
  }

  public static FormulaInput formula(JsonBinding jsonBinding, String name, String label) {
    return formula(jsonBinding, name, label, jsonBinding.formulas().names());
  }

  static FormulaInput formula(
      JsonBinding jsonBinding, String name, String label, FormulaScope names) {
    return new FormulaInput(
        UiTexts.of(label),
        jsonBinding.formulas().tools(),
        names,
        jsonBinding.text(name),
        written -> jsonBinding.set(name, written));
  }

  /** A formula that is true or false; conditions can be picked instead of written. */
  public static Component condition(JsonBinding jsonBinding, String name, String label) {
    var formula = formula(jsonBinding, name, label);
    var stepFormulas = jsonBinding.formulas();
    var form = stepFormulas.form();
    var published =
        form == null || stepFormulas.rows() != null
            ? null
            : jsonBinding.tools().published().get(form.key().value());
    if (published == null) {
      return formula;
    }
    var pick =
        small("flow.condition.pick", VaadinIcon.PLUS, () -> pick(jsonBinding, name, published));
    pick.addClassName("fw-flow-pick");
    return new Div(formula, pick);
  }

  private static void pick(JsonBinding jsonBinding, String name, CompiledForm form) {
    var tools = jsonBinding.tools();
    var names =
        tools.people().standings().stream()
            .collect(Collectors.toMap(Membership::member, Membership::name));
    var display = new FieldDisplay(UiTexts.locale(), tools.caller().zone(), names);
    var editors =
        new FieldEditors(tools.caller(), tools.app(), tools.compiled(), tools.queries(), display);
    new FilterDialog(
            tools.caller(),
            form,
            editors,
            display,
            picked -> {
              jsonBinding.set(name, both(jsonBinding.text(name), picked.expression()));
              jsonBinding.rebuild();
            })
        .open();
  }

  /** Both must hold. */
  public static String both(String one, String other) {
    if (one == null || one.isBlank()) {
      return other;
    }
    boolean either = one.toUpperCase(Locale.ROOT).contains(" OR ");
    return (either ? "(" + one + ")" : one) + " AND " + other;
  }

  /** Which records of a form: over that form, with THIS for the record in hand. */
  public static Component where(JsonBinding jsonBinding, String name, String form, String label) {
    return jsonBinding
        .formulas()
        .asking(form)
        .<Component>map(names -> formula(jsonBinding, name, label, names))
        .orElseGet(Div::new);
  }

  /**
   * @param none words for choosing none; null: one must be chosen
   */
  public static Select<String> form(
      JsonBinding jsonBinding, String name, String label, String none, Consumer<String> onChoice) {
    var forms = jsonBinding.tools().forms();
    return choice(
        UiTexts.of(label),
        forms.stream().map(form -> form.key().value()).toList(),
        jsonBinding.text(name),
        none,
        key -> jsonBinding.tools().form(key).map(FlowInputs::title).orElse(key),
        onChoice);
  }

  private static String title(FormDefinition form) {
    return form.title().in(UiTexts.locale());
  }

  public static Select<String> field(
      JsonBinding jsonBinding,
      String name,
      String label,
      List<Field> offered,
      Consumer<String> onChoice) {
    return choice(
        UiTexts.of(label),
        keys(offered),
        jsonBinding.text(name),
        null,
        key -> named(offered, key),
        onChoice);
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

  public static Select<String> variable(JsonBinding jsonBinding, String name, String label) {
    return choice(
        UiTexts.of(label),
        variables(jsonBinding.tools()),
        jsonBinding.text(name),
        UiTexts.of("flow.none"),
        key -> variable(jsonBinding.tools(), key),
        key -> jsonBinding.set(name, key));
  }

  static List<String> variables(FlowContext tools) {
    return tools.flow().variables().stream().map(Variable::key).toList();
  }

  static String variable(FlowContext tools, String key) {
    return tools.flow().variables().stream()
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
    var hint = new Paragraph(UiTexts.of(key));
    hint.addClassNames("fw-muted", "fw-hint");
    return hint;
  }

  public static Div section(String title, Component... parts) {
    var section = new Div(new H3(UiTexts.of(title)));
    section.add(parts);
    section.addClassName("fw-flow-section");
    return section;
  }

  /** A section that is open when there is something in it. */
  public static Details folded(String title, boolean open, Component... parts) {
    var body = new Div(parts);
    body.addClassName("fw-flow-section");
    var details = new Details(UiTexts.of(title), body);
    details.setOpened(open);
    details.setWidthFull();
    return details;
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
