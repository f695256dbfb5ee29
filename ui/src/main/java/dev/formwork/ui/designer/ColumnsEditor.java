package dev.formwork.ui.designer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.definition.FormKey;
import dev.formwork.core.definition.Title;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.field.SubformField;
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
          FieldType.COMPUTED);

  private final transient SubformField subform;
  private final transient Consumer<Field> onChange;

  ColumnsEditor(SubformField subform, Consumer<Field> onChange) {
    this.subform = subform;
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
    if (field instanceof ComputedField computed) {
      var formula = new TextField();
      formula.setAriaLabel(Texts.of("property.expression"));
      formula.setValue(computed.expression());
      formula.addClassName("fw-code");
      formula.addValueChangeListener(
          event ->
              replace(
                  index,
                  new ComputedField(
                      computed.head(), event.getValue(), computed.scale(), computed.currency())));
      line.add(formula);
    }
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
            var rows =
                new FormDefinition(
                    new FormKey("rows"),
                    Title.of("rows"),
                    null,
                    null,
                    subform.fields(),
                    List.of(),
                    null);
            var changed = new ArrayList<>(subform.fields());
            changed.add(
                NewField.of(
                    event.getValue(),
                    Texts.of("type." + event.getValue().json()),
                    Texts.locale(),
                    rows,
                    rows.key()));
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
