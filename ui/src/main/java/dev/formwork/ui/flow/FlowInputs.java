package dev.formwork.ui.flow;

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
import dev.formwork.ui.expression.FormulaField;
import dev.formwork.ui.expression.FormulaNames;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditors;
import dev.formwork.ui.list.FilterDialog;
import dev.formwork.ui.shell.Texts;
import dev.formwork.workflow.definition.Variable;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The inputs that the panels of the flow designer are made of, each bound to a property. */
final class FlowInputs {

  private FlowInputs() {}

  /** A choice whose present value is always offered, also when nobody knows it. */
  static Select<String> choice(
      String label,
      List<String> offered,
      String value,
      String none,
      Function<String, String> named,
      Consumer<String> onChoice) {
    var items = new java.util.ArrayList<>(offered);
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

  static TextField text(Edited edited, String name, String label) {
    var input = new TextField(Texts.of(label));
    input.setValue(orEmpty(edited.text(name)));
    input.setWidthFull();
    input.addValueChangeListener(event -> edited.set(name, event.getValue()));
    return input;
  }

  static TextArea area(Edited edited, String name, String label) {
    var input = new TextArea(Texts.of(label));
    input.setValue(orEmpty(edited.text(name)));
    input.setWidthFull();
    input.addValueChangeListener(event -> edited.set(name, event.getValue()));
    return input;
  }

  static Checkbox check(Edited edited, String name, String label) {
    var box = new Checkbox(Texts.of(label));
    box.setValue(edited.get(name).asBoolean());
    box.addValueChangeListener(event -> edited.set(name, event.getValue()));
    return box;
  }

  /** Empty stands for the usual. */
  static IntegerField number(Edited edited, String name, String label, int usual) {
    var input = new IntegerField(Texts.of(label));
    int value = edited.get(name).asInt();
    input.setValue(value == 0 ? null : Integer.valueOf(value));
    input.setMin(0);
    input.setPlaceholder(Integer.toString(usual));
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          var number = event.getValue();
          if (number == null || number >= 0) {
            edited.set(name, number == null ? 0 : number.intValue());
          }
        });
    return input;
  }

  static FormulaField formula(Edited edited, String name, String label) {
    return formula(edited, name, label, edited.formulas().names());
  }

  static FormulaField formula(Edited edited, String name, String label, FormulaNames names) {
    return new FormulaField(
        Texts.of(label),
        edited.formulas().tools(),
        names,
        edited.text(name),
        written -> edited.set(name, written));
  }

  /** A formula that is true or false; conditions can be picked instead of written. */
  static Component condition(Edited edited, String name, String label) {
    var formula = formula(edited, name, label);
    var formulas = edited.formulas();
    var form = formulas.form();
    var published =
        form == null || formulas.rows() != null
            ? null
            : edited.tools().published().get(form.key().value());
    if (published == null) {
      return formula;
    }
    var pick = small("flow.condition.pick", VaadinIcon.PLUS, () -> pick(edited, name, published));
    pick.addClassName("fw-flow-pick");
    return new Div(formula, pick);
  }

  private static void pick(Edited edited, String name, CompiledForm form) {
    var tools = edited.tools();
    var names =
        tools.people().standings().stream()
            .collect(Collectors.toMap(Membership::member, Membership::name));
    var display = new FieldDisplay(Texts.locale(), tools.caller().zone(), names);
    var editors =
        new FieldEditors(tools.caller(), tools.app(), tools.compiled(), tools.queries(), display);
    new FilterDialog(
            tools.caller(),
            form,
            editors,
            display,
            picked -> {
              edited.set(name, both(edited.text(name), picked.expression()));
              edited.rebuild();
            })
        .open();
  }

  /** Both must hold. */
  static String both(String one, String other) {
    if (one == null || one.isBlank()) {
      return other;
    }
    boolean either = one.toUpperCase(java.util.Locale.ROOT).contains(" OR ");
    return (either ? "(" + one + ")" : one) + " AND " + other;
  }

  /** Which records of a form: over that form, with THIS for the record in hand. */
  static Component where(Edited edited, String name, String form, String label) {
    return edited
        .formulas()
        .asking(form)
        .<Component>map(names -> formula(edited, name, label, names))
        .orElseGet(Div::new);
  }

  /**
   * @param none words for choosing none; null: one must be chosen
   */
  static Select<String> form(
      Edited edited, String name, String label, String none, Consumer<String> onChoice) {
    var forms = edited.tools().forms();
    return choice(
        Texts.of(label),
        forms.stream().map(form -> form.key().value()).toList(),
        edited.text(name),
        none == null ? null : Texts.of(none),
        key -> edited.tools().form(key).map(FlowInputs::title).orElse(key),
        onChoice);
  }

  private static String title(FormDefinition form) {
    return form.title().in(Texts.locale());
  }

  static Select<String> field(
      Edited edited, String name, String label, List<Field> offered, Consumer<String> onChoice) {
    return choice(
        Texts.of(label),
        keys(offered),
        edited.text(name),
        null,
        key -> named(offered, key),
        onChoice);
  }

  static List<String> keys(List<Field> fields) {
    return fields.stream().map(field -> field.key().value()).toList();
  }

  static String named(List<Field> fields, String key) {
    return fields.stream()
        .filter(field -> field.key().value().equals(key))
        .findFirst()
        .map(field -> field.title().in(Texts.locale()))
        .orElse(key);
  }

  static Select<String> variable(Edited edited, String name, String label) {
    return choice(
        Texts.of(label),
        variables(edited.tools()),
        edited.text(name),
        Texts.of("flow.none"),
        key -> variable(edited.tools(), key),
        key -> edited.set(name, key));
  }

  static List<String> variables(FlowTools tools) {
    return tools.flow().variables().stream().map(Variable::key).toList();
  }

  static String variable(FlowTools tools, String key) {
    return tools.flow().variables().stream()
        .filter(one -> one.key().equals(key) && one.title() != null)
        .findFirst()
        .map(one -> one.title().in(Texts.locale()))
        .orElse(key);
  }

  static Button small(String label, VaadinIcon icon, Runnable action) {
    var button = new Button(Texts.of(label), icon.create(), _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    return button;
  }

  static Button icon(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(label);
    button.setTooltipText(label);
    return button;
  }

  static Paragraph hint(String key) {
    var hint = new Paragraph(Texts.of(key));
    hint.addClassNames("fw-muted", "fw-hint");
    return hint;
  }

  static Div section(String title, Component... parts) {
    var section = new Div(new H3(Texts.of(title)));
    section.add(parts);
    section.addClassName("fw-flow-section");
    return section;
  }

  /** A section that is open when there is something in it. */
  static Details folded(String title, boolean open, Component... parts) {
    var body = new Div(parts);
    body.addClassName("fw-flow-section");
    var details = new Details(Texts.of(title), body);
    details.setOpened(open);
    details.setWidthFull();
    return details;
  }

  static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
