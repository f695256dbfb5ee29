package dev.formwork.ui.form.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.Option;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What can be set about one field. */
final class FieldPropertiesPanel extends Div {

  private final transient Field field;
  private final transient FormulaContext tools;
  private final transient SubformField subform;
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
    this.subform = subform;
    this.tools = tools;
    this.onChange = onChange;
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
    settings(tools.published().values().stream().map(CompiledForm::definition).toList());
    switches();
    rules();
  }

  private List<Field> siblings() {
    return subform == null ? tools.form().fields() : subform.fields();
  }

  private FormulaScope names() {
    return tools.names(subform == null ? null : subform.key().value());
  }

  /** When the field is shown, must be given, and may be changed; what a lookup offers. */
  private void rules() {
    var head = field.head();
    var rules = new Div();
    rules.addClassName("fw-field-rules");
    if (!(field instanceof SerialField || field.isDerived())) {
      rules.add(
          rule("rule.default", head.defaultExpression(), head::withDefault),
          rule("rule.required", head.requiredWhen(), head::withRequiredWhen),
          rule("rule.read-only", head.readOnlyWhen(), head::withReadOnlyWhen));
    }
    rules.addComponentAsFirst(rule("rule.visible", head.visibleWhen(), head::withVisibleWhen));
    if (field instanceof LookupField lookup) {
      tools
          .namesAsking(lookup.form().value(), subform == null ? null : subform.key().value())
          .ifPresent(
              asking ->
                  rules.add(
                      new FormulaInput(
                          UiTexts.of("lookup.filter"),
                          tools,
                          asking,
                          lookup.filter(),
                          filter -> onChange.accept(lookup.withFilter(filter)))));
      var target = tools.forms().get(lookup.form().value());
      if (target != null) {
        rules.add(new LookupFillEditor(lookup, siblings(), target, onChange));
      }
    }
    var details = new Details(UiTexts.of("rule.title"), rules);
    details.setOpened(
        head.visibleWhen() != null
            || head.requiredWhen() != null
            || head.readOnlyWhen() != null
            || head.defaultExpression() != null
            || field instanceof LookupField lookup
                && (lookup.filter() != null || !lookup.fill().isEmpty()));
    details.setWidthFull();
    add(details);
  }

  private FormulaInput rule(
      String label, String source, java.util.function.Function<String, FieldHead> with) {
    return new FormulaInput(
        UiTexts.of(label),
        tools,
        names(),
        source,
        changed -> onChange.accept(field.withHead(with.apply(changed))));
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

  private void settings(List<FormDefinition> forms) {
    switch (field) {
      case ChoiceField choice ->
          add(
              cascade(choice),
              new ChoiceOptionsEditor(
                  choice.options(),
                  above(choice),
                  options -> onChange.accept(choice.withOptions(options))));
      case ChoicesField choices ->
          add(
              new ChoiceOptionsEditor(
                  choices.options(),
                  List.of(),
                  options -> onChange.accept(new ChoicesField(choices.head(), options))));
      case StageField stage ->
          add(
              new StagesEditor(
                  stage.stages(), stages -> onChange.accept(stage.withStages(stages))));
      case ComputedField computed ->
          add(
              expression(computed),
              PropertyInputs.digits(
                  computed.scale(), 2, value -> onChange.accept(computed.withScale(value))));
      case NumberField number -> number(number);
      case MoneyField money -> add(currency(money));
      case LookupField lookup -> add(target(lookup, forms));
      case SerialField serial -> serial(serial);
      case MemberField member ->
          add(
              PropertyInputs.check(
                  "property.default-me",
                  member.defaultMe(),
                  value -> onChange.accept(new MemberField(member.head(), value))));
      case SubformField rows -> add(new SubformColumnsEditor(rows, tools, onChange));
      case RollupField rollup ->
          add(new RollupEditor(rollup, subform == null ? List.of() : siblings(), tools, onChange));
      case TextField text -> add(format(text));
      case LongTextField _, BooleanField _, DateField _, DateTimeField _ -> {}
    }
  }

  private void number(NumberField number) {
    add(
        PropertyInputs.digits(
            number.scale(),
            2,
            value ->
                onChange.accept(
                    new NumberField(
                        number.head(),
                        value,
                        number.min(),
                        number.max(),
                        number.unit(),
                        number.percent()))));
    add(
        PropertyInputs.check(
            "property.percent",
            number.percent(),
            value ->
                onChange.accept(
                    new NumberField(
                        number.head(),
                        number.scale(),
                        number.min(),
                        number.max(),
                        number.unit(),
                        value))));
    add(
        PropertyInputs.text(
            "property.unit",
            number.unit(),
            value ->
                onChange.accept(
                    new NumberField(
                        number.head(),
                        number.scale(),
                        number.min(),
                        number.max(),
                        value,
                        number.percent()))));
  }

  private void serial(SerialField serial) {
    add(
        PropertyInputs.text(
            "property.prefix",
            serial.prefix(),
            value ->
                onChange.accept(
                    new SerialField(serial.head(), value, serial.digits(), serial.perYear()))));
    add(
        PropertyInputs.check(
            "property.per-year",
            serial.perYear(),
            value ->
                onChange.accept(
                    new SerialField(serial.head(), serial.prefix(), serial.digits(), value))));
  }

  private FormulaInput expression(ComputedField computed) {
    return new FormulaInput(
        UiTexts.of("property.expression"),
        tools,
        names(),
        computed.expression(),
        source -> onChange.accept(computed.withExpression(source == null ? "0" : source)));
  }

  /** The choice whose value narrows this one. */
  private Select<Field> cascade(ChoiceField choice) {
    var others =
        siblings().stream()
            .filter(other -> other instanceof ChoiceField && !other.key().equals(choice.key()))
            .toList();
    return PropertyInputs.select(
        "choice.depends-on",
        others,
        others.stream()
            .filter(other -> other.key().equals(choice.dependsOn()))
            .findFirst()
            .orElse(null),
        "choice.depends-on-none",
        other -> other.title().in(UiTexts.locale()),
        other -> onChange.accept(choice.withDependsOn(other == null ? null : other.key())));
  }

  private List<Option> above(ChoiceField choice) {
    return siblings().stream()
        .filter(other -> other.key().equals(choice.dependsOn()))
        .findFirst()
        .map(other -> ((ChoiceField) other).options())
        .orElse(List.of());
  }

  private Select<String> currency(MoneyField money) {
    var select = new Select<String>();
    select.setLabel(UiTexts.of("property.currency"));
    select.setItems("CNY", "USD", "EUR", "GBP", "JPY", "HKD");
    select.setValue(money.currencyCode());
    select.setWidthFull();
    select.addValueChangeListener(
        event ->
            onChange.accept(
                new MoneyField(money.head(), event.getValue(), money.min(), money.max())));
    return select;
  }

  private Select<FormDefinition> target(LookupField lookup, List<FormDefinition> forms) {
    var select = new Select<FormDefinition>();
    select.setLabel(UiTexts.of("property.form"));
    select.setItems(forms);
    select.setItemLabelGenerator(form -> form == null ? "" : form.title().in(UiTexts.locale()));
    forms.stream()
        .filter(form -> form.key().equals(lookup.form()))
        .findFirst()
        .ifPresent(select::setValue);
    select.setWidthFull();
    select.addValueChangeListener(
        event -> onChange.accept(lookup.withForm(event.getValue().key())));
    return select;
  }

  private Select<TextField.Format> format(TextField text) {
    var select = new Select<TextField.Format>();
    select.setLabel(UiTexts.of("property.format"));
    select.setItems(TextField.Format.values());
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(UiTexts.of("format.any"));
    select.setItemLabelGenerator(
        format ->
            UiTexts.of(
                format == null
                    ? "format.any"
                    : "format." + format.name().toLowerCase(java.util.Locale.ROOT)));
    select.setValue(text.format());
    select.setWidthFull();
    select.addValueChangeListener(
        event ->
            onChange.accept(
                new TextField(text.head(), text.minLength(), text.maxLength(), event.getValue())));
    return select;
  }

  private void switches() {
    var head = field.head();
    if (!(field.isDerived() || field instanceof SerialField)) {
      add(
          PropertyInputs.check(
              "property.required",
              head.required(),
              value -> onChange.accept(field.withHead(head.withRequired(value)))));
    }
    if (field instanceof TextField || field instanceof NumberField) {
      add(
          PropertyInputs.check(
              "property.unique",
              head.unique(),
              value -> onChange.accept(field.withHead(head.withUnique(value)))));
    }
    if (!(field instanceof SubformField)) {
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
    if (field.isDerived() || field instanceof LookupField) {
      add(
          PropertyInputs.check(
              "property.reveals",
              head.reveals(),
              value -> onChange.accept(field.withHead(head.withReveals(value)))));
    }
  }
}
