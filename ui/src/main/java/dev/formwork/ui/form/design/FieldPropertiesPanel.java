package dev.formwork.ui.form.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.field.settings.PropertyInputs;
import dev.formwork.ui.field.type.FieldUi;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.field.type.SettingsContext;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;

/** What can be set about one field. */
final class FieldPropertiesPanel extends Div {

  private final transient Field field;
  private final transient FieldUi onScreen;
  private final transient SettingsContext context;
  private final transient Consumer<Field> onChange;

  /**
   * @param subform whose column the field is; null: it is a field of the form
   * @param onRemove null together with {@code onShift}: it is moved and removed elsewhere
   */
  FieldPropertiesPanel(
      Field field,
      SubformField subform,
      FormulaContext tools,
      List<Problem> problems,
      Consumer<Field> onChange,
      Runnable onRemove,
      IntConsumer onShift) {
    this.field = field;
    this.onScreen = FieldUis.of(field);
    this.onChange = onChange;
    this.context =
        new SettingsContext(
            tools,
            subform,
            onChange,
            columns -> new SubformColumnsEditor(columns, tools, onChange));
    addClassName("fw-properties");
    var head = new Div(new H2(UiTexts.of("type." + field.type().json())));
    if (onShift != null) {
      head.add(
          tool(VaadinIcon.ARROW_UP, "property.up", () -> onShift.accept(-1)),
          tool(VaadinIcon.ARROW_DOWN, "property.down", () -> onShift.accept(1)),
          tool(VaadinIcon.TRASH, "property.remove", onRemove));
    }
    head.addClassName("fw-properties-head");
    var key = new Span(UiTexts.of("property.key", field.key()));
    key.addClassName("fw-muted");
    add(head, key);
    problems.forEach(
        problem -> {
          var line = new Div(UiTexts.of(problem));
          line.addClassName("fw-error");
          add(line);
        });
    titles();
    onScreen.settings(context).forEach(this::add);
    switches();
    rules();
  }

  /** When the field is shown, must be given, and may be changed; what a lookup offers. */
  private void rules() {
    var head = field.head();
    var rules = new Div();
    rules.addClassName("fw-field-rules");
    if (field.isEntered()) {
      rules.add(
          rule("rule.default", head.defaultExpression(), head::withDefault),
          rule("rule.required", head.requiredWhen(), head::withRequiredWhen),
          rule("rule.read-only", head.readOnlyWhen(), head::withReadOnlyWhen));
    }
    rules.addComponentAsFirst(rule("rule.visible", head.visibleWhen(), head::withVisibleWhen));
    onScreen.rules(context).forEach(rules::add);
    var details = new Details(UiTexts.of("rule.title"), rules);
    details.setOpened(
        head.visibleWhen() != null
            || head.requiredWhen() != null
            || head.readOnlyWhen() != null
            || head.defaultExpression() != null
            || onScreen.hasRules());
    details.setWidthFull();
    add(details);
  }

  private FormulaInput rule(String label, String source, Function<String, FieldHead> with) {
    return context.formula(label, source, changed -> field.withHead(with.apply(changed)));
  }

  private static Button tool(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(UiTexts.of(label));
    button.setTooltipText(UiTexts.of(label));
    return button;
  }

  private void titles() {
    var english =
        PropertyInputs.text(
            "property.title-en", field.title().en(), value -> title(value, field.title().zh()));
    english.setId("title-en");
    var chinese =
        PropertyInputs.text(
            "property.title-zh", field.title().zh(), value -> title(field.title().en(), value));
    chinese.setId("title-zh");
    var help = field.head().help();
    var helpText =
        PropertyInputs.text(
            "property.help",
            help == null ? null : help.in(UiTexts.locale()),
            value -> changeHelp(value));
    add(english, chinese, helpText);
  }

  private void title(String en, String zh) {
    if (en == null && zh == null
        || en != null && en.isBlank() && zh == null
        || zh != null && zh.isBlank() && en == null) {
      onChange.accept(field);
    } else {
      onChange.accept(field.withHead(field.head().withTitle(new Title(en, zh))));
    }
  }

  private void changeHelp(String value) {
    boolean none = value == null || value.isBlank();
    var old = field.head().help();
    var changed =
        none
            ? null
            : old == null
                ? (UiTexts.locale().getLanguage().equals("zh")
                    ? new Title(null, value)
                    : Title.of(value))
                : old.with(UiTexts.locale(), value);
    onChange.accept(field.withHead(field.head().withHelp(changed)));
  }

  private void switches() {
    var head = field.head();
    if (field.isEntered()) {
      add(
          PropertyInputs.check(
              "property.required",
              head.required(),
              value -> onChange.accept(field.withHead(head.withRequired(value)))));
    }
    if (onScreen.canBeUnique()) {
      add(
          PropertyInputs.check(
              "property.unique",
              head.unique(),
              value -> onChange.accept(field.withHead(head.withUnique(value)))));
    }
    if (onScreen.canBeSearched()) {
      add(
          PropertyInputs.check(
              "property.searchable",
              head.searchable(),
              value -> onChange.accept(field.withHead(head.withSearchable(value)))));
    }
    add(
        PropertyInputs.check(
            "property.sensitive",
            head.sensitive(),
            value -> onChange.accept(field.withHead(head.withSensitive(value)))));
    if (onScreen.showsOthers()) {
      add(
          PropertyInputs.check(
              "property.reveals",
              head.reveals(),
              value -> onChange.accept(field.withHead(head.withReveals(value)))));
    }
  }
}
