package dev.formwork.ui.form.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/** The columns of a subform: title, formula, add, remove. */
final class SubformColumnsEditor extends Div {

  private static final EnumSet<FieldType> OFFERED =
      EnumSet.of(
          FieldType.TEXT,
          FieldType.NUMBER,
          FieldType.MONEY,
          FieldType.BOOLEAN,
          FieldType.DATE,
          FieldType.CHOICE,
          FieldType.LOOKUP,
          FieldType.COMPUTED,
          FieldType.ROLLUP);

  private final transient SubformField subform;
  private final transient FormulaContext tools;
  private final transient Consumer<Field> onChange;

  SubformColumnsEditor(SubformField subform, FormulaContext tools, Consumer<Field> onChange) {
    this.subform = subform;
    this.tools = tools;
    this.onChange = onChange;
    addClassName("fw-options");
    add(new H3(UiTexts.of("property.columns")));
    for (int i = 0; i < subform.fields().size(); i++) {
      add(line(i));
    }
    add(adder());
  }

  private Div line(int index) {
    var field = subform.fields().get(index);
    var name = new TextField();
    name.setAriaLabel(UiTexts.of("property.column", index + 1));
    name.setValue(field.title().in(UiTexts.locale()));
    name.setHelperText(UiTexts.of("type." + field.type().json()));
    name.addValueChangeListener(
        event -> {
          if (!event.getValue().isBlank()) {
            replace(
                index,
                field.withHead(
                    field
                        .head()
                        .withTitle(field.title().with(UiTexts.locale(), event.getValue()))));
          }
        });
    var line = new Div(name);
    line.addClassName("fw-option");
    var more = new Button(VaadinIcon.COG_O.create(), _ -> open(index));
    more.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    more.setAriaLabel(UiTexts.of("property.column-settings", field.title().in(UiTexts.locale())));
    more.setTooltipText(UiTexts.of("property.column-settings", field.title().in(UiTexts.locale())));
    line.add(more);
    var remove =
        new Button(
            VaadinIcon.CLOSE_SMALL.create(),
            _ -> {
              var changed = new ArrayList<>(subform.fields());
              changed.remove(index);
              store(changed);
            });
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("property.remove-option", field.title().in(UiTexts.locale())));
    line.add(remove);
    return line;
  }

  /** Everything that can be set about a column, taken over when one is done. */
  private void open(int index) {
    new SubformColumnDialog(subform, index, tools, changed -> replace(index, changed)).open();
  }

  private Select<FieldType> adder() {
    var select = new Select<FieldType>();
    select.setItems(OFFERED);
    select.setItemLabelGenerator(type -> type == null ? "" : UiTexts.of("type." + type.json()));
    select.setPlaceholder(UiTexts.of("property.add-column"));
    select.setAriaLabel(UiTexts.of("property.add-column"));
    select.setWidthFull();
    select.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            var rows = FormDefinition.of(new FormKey("rows"), Title.of("rows"), subform.fields());
            var changed = new ArrayList<>(subform.fields());
            changed.add(FieldFactory.of(event.getValue(), rows, tools.form().key()));
            store(changed);
          }
        });
    return select;
  }

  private void replace(int index, Field changed) {
    var fields = new ArrayList<>(subform.fields());
    fields.set(index, changed);
    store(fields);
  }

  private void store(List<Field> fields) {
    onChange.accept(new SubformField(subform.head(), fields, subform.minRows(), subform.maxRows()));
  }
}
