package dev.formwork.ui.designer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.definition.Title;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.shell.Texts;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What can be set about one field. */
final class PropertiesPanel extends Div {

  private final transient Field field;
  private final transient Consumer<Field> onChange;

  PropertiesPanel(
      Field field,
      List<FormDefinition> forms,
      List<Problem> problems,
      Consumer<Field> onChange,
      Runnable onRemove,
      IntConsumer onShift) {
    this.field = field;
    this.onChange = onChange;
    addClassName("fw-properties");
    var up = tool(VaadinIcon.ARROW_UP, "property.up", () -> onShift.accept(-1));
    var down = tool(VaadinIcon.ARROW_DOWN, "property.down", () -> onShift.accept(1));
    var remove = tool(VaadinIcon.TRASH, "property.remove", onRemove);
    var head = new Div(new H2(Texts.of("type." + field.type().json())), up, down, remove);
    head.addClassName("fw-properties-head");
    var key = new Span(Texts.of("property.key", field.key()));
    key.addClassName("fw-muted");
    add(head, key);
    problems.forEach(
        problem -> {
          var line = new Div(Texts.of(problem));
          line.addClassName("fw-error");
          add(line);
        });
    titles();
    settings(forms);
    switches();
  }

  private static Button tool(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    button.setAriaLabel(Texts.of(label));
    button.setTooltipText(Texts.of(label));
    return button;
  }

  private void titles() {
    var english =
        text("property.title-en", field.title().en(), value -> title(value, field.title().zh()));
    english.setId("title-en");
    var chinese =
        text("property.title-zh", field.title().zh(), value -> title(field.title().en(), value));
    chinese.setId("title-zh");
    var help = field.head().help();
    var helpText =
        text(
            "property.help",
            help == null ? null : help.in(Texts.locale()),
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
                ? (Texts.locale().getLanguage().equals("zh")
                    ? new Title(null, value)
                    : Title.of(value))
                : old.with(Texts.locale(), value);
    onChange.accept(field.withHead(field.head().withHelp(changed)));
  }

  private com.vaadin.flow.component.textfield.TextField text(
      String label, String value, Consumer<String> onText) {
    var input = new com.vaadin.flow.component.textfield.TextField(Texts.of(label));
    input.setValue(value == null ? "" : value);
    input.setWidthFull();
    input.addValueChangeListener(
        event -> onText.accept(event.getValue().isBlank() ? null : event.getValue()));
    return input;
  }

  private void settings(List<FormDefinition> forms) {
    switch (field) {
      case ChoiceField choice ->
          add(
              new OptionsEditor(
                  choice.options(),
                  options -> onChange.accept(new ChoiceField(choice.head(), options))));
      case ChoicesField choices ->
          add(
              new OptionsEditor(
                  choices.options(),
                  options -> onChange.accept(new ChoicesField(choices.head(), options))));
      case StageField stage ->
          add(
              new StagesEditor(
                  stage.stages(), stages -> onChange.accept(stage.withStages(stages))));
      case ComputedField computed ->
          add(
              expression(computed),
              scale(
                  computed.scale(),
                  value ->
                      onChange.accept(
                          new ComputedField(
                              computed.head(),
                              computed.expression(),
                              value,
                              computed.currency()))));
      case NumberField number -> {
        add(
            scale(
                number.scale(),
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
            check(
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
            text(
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
      case MoneyField money -> add(currency(money));
      case LookupField lookup -> add(target(lookup, forms));
      case SerialField serial -> {
        add(
            text(
                "property.prefix",
                serial.prefix(),
                value ->
                    onChange.accept(
                        new SerialField(serial.head(), value, serial.digits(), serial.perYear()))));
        add(
            check(
                "property.per-year",
                serial.perYear(),
                value ->
                    onChange.accept(
                        new SerialField(serial.head(), serial.prefix(), serial.digits(), value))));
      }
      case MemberField member ->
          add(
              check(
                  "property.default-me",
                  member.defaultMe(),
                  value -> onChange.accept(new MemberField(member.head(), value))));
      case SubformField subform -> add(new ColumnsEditor(subform, onChange));
      case TextField text -> add(format(text));
      case LongTextField _, BooleanField _, DateField _, DateTimeField _ -> {}
    }
  }

  private TextArea expression(ComputedField computed) {
    var input = new TextArea(Texts.of("property.expression"));
    input.setValue(computed.expression());
    input.setHelperText(Texts.of("property.expression.help"));
    input.setWidthFull();
    input.addClassName("fw-code");
    input.setId("expression");
    input.addValueChangeListener(
        event ->
            onChange.accept(
                new ComputedField(
                    computed.head(),
                    event.getValue().isBlank() ? "0" : event.getValue(),
                    computed.scale(),
                    computed.currency())));
    return input;
  }

  private static IntegerField scale(Integer scale, Consumer<Integer> onScale) {
    var input = new IntegerField(Texts.of("property.scale"));
    input.setValue(scale == null ? Integer.valueOf(2) : scale);
    input.setMin(0);
    input.setMax(10);
    input.setStepButtonsVisible(true);
    input.setWidthFull();
    input.addValueChangeListener(
        event -> {
          if (event.getValue() != null && event.getValue() >= 0 && event.getValue() <= 10) {
            onScale.accept(event.getValue());
          }
        });
    return input;
  }

  private Select<String> currency(MoneyField money) {
    var select = new Select<String>();
    select.setLabel(Texts.of("property.currency"));
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
    select.setLabel(Texts.of("property.form"));
    select.setItems(forms);
    select.setItemLabelGenerator(form -> form == null ? "" : form.title().in(Texts.locale()));
    forms.stream()
        .filter(form -> form.key().equals(lookup.form()))
        .findFirst()
        .ifPresent(select::setValue);
    select.setWidthFull();
    select.addValueChangeListener(
        event ->
            onChange.accept(
                new LookupField(lookup.head(), event.getValue().key(), lookup.onDelete())));
    return select;
  }

  private Select<TextField.Format> format(TextField text) {
    var select = new Select<TextField.Format>();
    select.setLabel(Texts.of("property.format"));
    select.setItems(TextField.Format.values());
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(Texts.of("format.any"));
    select.setItemLabelGenerator(
        format ->
            Texts.of(
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
    if (!(field instanceof ComputedField || field instanceof SerialField)) {
      add(
          check(
              "property.required",
              head.required(),
              value -> onChange.accept(field.withHead(head.withRequired(value)))));
    }
    if (field instanceof TextField || field instanceof NumberField) {
      add(
          check(
              "property.unique",
              head.unique(),
              value -> onChange.accept(field.withHead(head.withUnique(value)))));
    }
    if (!(field instanceof SubformField)) {
      add(
          check(
              "property.searchable",
              head.searchable(),
              value -> onChange.accept(field.withHead(head.withSearchable(value)))));
    }
    if (!(field instanceof ComputedField
        || field instanceof SerialField
        || field instanceof SubformField)) {
      var initial =
          text(
              "property.default",
              head.defaultExpression(),
              value -> onChange.accept(field.withHead(head.withDefault(value))));
      initial.setHelperText(Texts.of("property.default.help"));
      initial.addClassName("fw-code");
      add(initial);
    }
  }

  private static Checkbox check(String label, boolean value, Consumer<Boolean> onCheck) {
    var box = new Checkbox(Texts.of(label));
    box.setValue(value);
    box.addValueChangeListener(event -> onCheck.accept(event.getValue()));
    return box;
  }
}
