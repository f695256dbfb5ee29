package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.ui.expression.FormulaInput;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.settings.LookupFillEditor;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;

/** A link to a record of another form. */
record LookupFieldUi(LookupField field) implements FieldUi {

  static Field create(NewField fresh) {
    return new LookupField(fresh.head(), fresh.other(), null, null, null);
  }

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.LINK;
  }

  @Override
  public PaletteGroup group() {
    return PaletteGroup.LINK;
  }

  @Override
  public String text(Object value, FieldDisplay display) {
    return value instanceof RecordRef target ? FieldDisplay.name(target) : value.toString();
  }

  @Override
  public FieldEditor<?> editor(EditorContext context) {
    var input = LookupInput.of(field, context);
    return new FieldEditor<>(input, input, RecordRef.class::cast, target -> target);
  }

  @Override
  public List<Component> settings(SettingsContext context) {
    var forms =
        context.formulas().published().values().stream().map(CompiledForm::definition).toList();
    var select = new Select<FormDefinition>();
    select.setLabel(UiTexts.of("property.form"));
    select.setItems(forms);
    select.setItemLabelGenerator(form -> form == null ? "" : form.title().in(UiTexts.locale()));
    forms.stream()
        .filter(form -> form.key().equals(field.form()))
        .findFirst()
        .ifPresent(select::setValue);
    select.setWidthFull();
    select.addValueChangeListener(
        event -> context.onChange().accept(field.withForm(event.getValue().key())));
    return List.of(select);
  }

  /** What is offered, and what choosing copies. */
  @Override
  public List<Component> rules(SettingsContext context) {
    var rules = new ArrayList<Component>();
    context
        .formulas()
        .namesAsking(field.form().value(), context.subformKey())
        .ifPresent(
            names ->
                rules.add(
                    new FormulaInput(
                        UiTexts.of("lookup.filter"),
                        context.formulas(),
                        names,
                        field.filter(),
                        filter -> context.onChange().accept(field.withFilter(filter)))));
    var target = context.formulas().forms().get(field.form().value());
    if (target != null) {
      rules.add(new LookupFillEditor(field, context.siblings(), target, context.onChange()));
    }
    return List.copyOf(rules);
  }

  @Override
  public boolean hasRules() {
    return field.filter() != null || !field.fill().isEmpty();
  }

  @Override
  public boolean showsOthers() {
    return true;
  }
}
