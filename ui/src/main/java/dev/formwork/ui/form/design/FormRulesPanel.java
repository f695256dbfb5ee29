package dev.formwork.ui.form.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.definition.Invariant;
import dev.formwork.core.definition.ValidationRule;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The rules of a form: the title of its records, validations, invariants. */
final class FormRulesPanel extends Div {

  private final transient FormDefinition form;
  private final transient FormulaContext tools;
  private final transient List<Problem> problems;
  private final transient Consumer<FormDefinition> onChange;

  FormRulesPanel(FormulaContext tools, List<Problem> problems, Consumer<FormDefinition> onChange) {
    this.form = tools.form();
    this.tools = tools;
    this.problems = problems;
    this.onChange = onChange;
    addClassNames("fw-properties", "fw-rules");
    add(new H2(UiTexts.of("rules.title")));
    add(
        new FormulaInput(
            UiTexts.of("rules.record-title"),
            tools,
            tools.names(null),
            form.titleExpression(),
            source -> onChange.accept(form.withTitleExpression(source))));
    add(new H3(UiTexts.of("rules.validations")), hint("rules.validations.help"));
    for (int i = 0; i < form.validations().size(); i++) {
      add(validation(i));
    }
    add(adder("rules.add-validation", "add-validation", this::addValidation));
    add(new H3(UiTexts.of("rules.invariants")), hint("rules.invariants.help"));
    for (int i = 0; i < form.invariants().size(); i++) {
      add(invariant(i));
    }
    add(adder("rules.add-invariant", "add-invariant", this::addInvariant));
  }

  private static Paragraph hint(String key) {
    var hint = new Paragraph(UiTexts.of(key));
    hint.addClassName("fw-muted");
    return hint;
  }

  private static Button adder(String label, String id, Runnable action) {
    var add = new Button(UiTexts.of(label), VaadinIcon.PLUS.create(), _ -> action.run());
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add.setId(id);
    return add;
  }

  private void addValidation() {
    var changed = new ArrayList<>(form.validations());
    changed.add(new ValidationRule("TRUE", newMessage(), List.of(), null, null));
    onChange.accept(form.withRules(changed, form.invariants()));
  }

  private void addInvariant() {
    var changed = new ArrayList<>(form.invariants());
    changed.add(new Invariant("TRUE", newMessage(), null));
    onChange.accept(form.withRules(form.validations(), changed));
  }

  /** To be replaced by whoever writes the rule, in both languages. */
  private static Title newMessage() {
    return new Title("This breaks a rule.", "不符合规则");
  }

  private Div validation(int index) {
    var rule = form.validations().get(index);
    var rows = rule.rows();
    var card =
        card(
            "/validations/" + index + "/",
            () -> replaceValidation(index, null),
            rule.check(),
            rows,
            check ->
                replaceValidation(
                    index,
                    new ValidationRule(
                        orTrue(check), rule.message(), rule.fields(), rows, rule.on())));
    message(
        card,
        rule.message(),
        message ->
            replaceValidation(
                index, new ValidationRule(rule.check(), message, rule.fields(), rows, rule.on())));
    card.add(
        scope(
            rows,
            to ->
                replaceValidation(
                    index,
                    new ValidationRule(rule.check(), rule.message(), List.of(), to, rule.on()))),
        PropertyInputs.fields(
            "rules.marks",
            fields(rows),
            rule.fields(),
            marks ->
                replaceValidation(
                    index,
                    new ValidationRule(rule.check(), rule.message(), marks, rows, rule.on()))),
        PropertyInputs.select(
            "rules.on",
            List.of(ValidationRule.Occasion.values()),
            rule.on() == null ? ValidationRule.Occasion.SAVE : rule.on(),
            null,
            on -> UiTexts.of("rules.on." + on.name().toLowerCase(Locale.ROOT)),
            on ->
                replaceValidation(
                    index,
                    new ValidationRule(rule.check(), rule.message(), rule.fields(), rows, on))));
    return card;
  }

  private Div invariant(int index) {
    var rule = form.invariants().get(index);
    var card =
        card(
            "/invariants/" + index + "/",
            () -> replaceInvariant(index, null),
            rule.check(),
            rule.rows(),
            check ->
                replaceInvariant(index, new Invariant(orTrue(check), rule.message(), rule.rows())));
    message(
        card,
        rule.message(),
        message -> replaceInvariant(index, new Invariant(rule.check(), message, rule.rows())));
    card.add(
        scope(
            rule.rows(),
            to -> replaceInvariant(index, new Invariant(rule.check(), rule.message(), to))));
    return card;
  }

  private static String orTrue(String check) {
    return check == null ? "TRUE" : check;
  }

  private Div card(
      String path, Runnable onRemove, String check, FieldKey rows, Consumer<String> onCheck) {
    var remove = new Button(VaadinIcon.TRASH.create(), _ -> onRemove.run());
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("rules.remove"));
    remove.setTooltipText(UiTexts.of("rules.remove"));
    remove.addClassName("fw-rule-remove");
    var card = new Div(remove);
    card.addClassName("fw-rule");
    card.add(
        new FormulaInput(
            UiTexts.of("rules.check"),
            tools,
            tools.names(rows == null ? null : rows.value()),
            check,
            onCheck));
    problems.stream()
        .filter(problem -> problem.path().startsWith(path))
        .forEach(
            problem -> {
              var line = new Div(UiTexts.of(problem));
              line.addClassName("fw-error");
              card.add(line);
            });
    return card;
  }

  private static void message(Div card, Title message, Consumer<Title> onMessage) {
    card.add(
        PropertyInputs.text(
            "rules.message-en",
            message.en(),
            text -> {
              if (text != null || message.zh() != null) {
                onMessage.accept(new Title(text, message.zh()));
              }
            }),
        PropertyInputs.text(
            "rules.message-zh",
            message.zh(),
            text -> {
              if (text != null || message.en() != null) {
                onMessage.accept(new Title(message.en(), text));
              }
            }));
  }

  private com.vaadin.flow.component.select.Select<Field> scope(
      FieldKey rows, Consumer<FieldKey> onScope) {
    var subforms = form.fields().stream().filter(SubformField.class::isInstance).toList();
    return PropertyInputs.select(
        "rules.of",
        subforms,
        subforms.stream().filter(field -> field.key().equals(rows)).findFirst().orElse(null),
        "rules.of-record",
        field -> UiTexts.of("rules.of-rows", field.title().in(UiTexts.locale())),
        field -> onScope.accept(field == null ? null : field.key()));
  }

  private List<Field> fields(FieldKey rows) {
    return form.fields().stream()
        .filter(field -> field.key().equals(rows))
        .findFirst()
        .map(field -> ((SubformField) field).fields())
        .orElse(form.fields());
  }

  private void replaceValidation(int index, ValidationRule rule) {
    onChange.accept(form.withRules(replaced(form.validations(), index, rule), form.invariants()));
  }

  private void replaceInvariant(int index, Invariant rule) {
    onChange.accept(form.withRules(form.validations(), replaced(form.invariants(), index, rule)));
  }

  /**
   * @param item null removes
   */
  private static <T> List<T> replaced(List<T> items, int index, T item) {
    var changed = new ArrayList<>(items);
    if (item == null) {
      changed.remove(index);
    } else {
      changed.set(index, item);
    }
    return changed;
  }
}
