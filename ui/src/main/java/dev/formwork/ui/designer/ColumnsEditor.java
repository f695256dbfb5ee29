package dev.formwork.ui.designer;

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
import dev.formwork.ui.expression.FormulaTools;
import dev.formwork.ui.shell.Texts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;

/** The columns of a subform: title, formula, add, remove. */
final class ColumnsEditor extends Div {

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
  private final transient FormulaTools tools;
  private final transient Consumer<Field> onChange;

  ColumnsEditor(SubformField subform, FormulaTools tools, Consumer<Field> onChange) {
    this.subform = subform;
    this.tools = tools;
    this.onChange = onChange;
    addClassName("fw-options");
    add(new H3(Texts.of("property.columns")));
    for (int i = 0; i < subform.fields().size(); i++) {
      add(line(i));
    }
    add(adder());
  }

  private Div line(int index) {
    var field = subform.fields().get(index);
    var name = new TextField();
    name.setAriaLabel(Texts.of("property.column", index + 1));
    name.setValue(field.title().in(Texts.locale()));
    name.setHelperText(Texts.of("type." + field.type().json()));
    name.addValueChangeListener(
        event -> {
          if (!event.getValue().isBlank()) {
            replace(
                index,
                field.withHead(
                    field.head().withTitle(field.title().with(Texts.locale(), event.getValue()))));
          }
        });
    var line = new Div(name);
    line.addClassName("fw-option");
    var more = new Button(VaadinIcon.COG_O.create(), _ -> open(index));
    more.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    more.setAriaLabel(Texts.of("property.column-settings", field.title().in(Texts.locale())));
    more.setTooltipText(Texts.of("property.column-settings", field.title().in(Texts.locale())));
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
    remove.setAriaLabel(Texts.of("property.remove-option", field.title().in(Texts.locale())));
    line.add(remove);
    return line;
  }

  /** Everything that can be set about a column, taken over when one is done. */
  private void open(int index) {
    new ColumnDialog(subform, index, tools, changed -> replace(index, changed)).open();
  }

  private Select<FieldType> adder() {
    var select = new Select<FieldType>();
    select.setItems(OFFERED);
    select.setItemLabelGenerator(type -> type == null ? "" : Texts.of("type." + type.json()));
    select.setPlaceholder(Texts.of("property.add-column"));
    select.setAriaLabel(Texts.of("property.add-column"));
    select.setWidthFull();
    select.addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            var rows = FormDefinition.of(new FormKey("rows"), Title.of("rows"), subform.fields());
            var changed = new ArrayList<>(subform.fields());
            changed.add(
                NewField.of(
                    event.getValue(),
                    Texts.of("type." + event.getValue().json()),
                    Texts.locale(),
                    rows,
                    tools.form().key()));
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
