package dev.formwork.ui.form.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The settings of one column of a subform. */
final class SubformColumnDialog extends Dialog {

  private final transient SubformField subform;
  private final transient FormulaContext tools;
  private final Div area = new Div();
  private final int index;
  private transient Field column;

  SubformColumnDialog(
      SubformField subform, int index, FormulaContext tools, Consumer<Field> onDone) {
    this.subform = subform;
    this.tools = tools;
    this.index = index;
    this.column = subform.fields().get(index);
    setHeaderTitle(column.title().in(UiTexts.locale()));
    setWidth("32rem");
    setMaxWidth("96vw");
    add(area);
    show();
    var done =
        new Button(
            UiTexts.of("formula.done"),
            _ -> {
              close();
              onDone.accept(column);
            });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    getFooter().add(new Button(UiTexts.of("cancel"), _ -> close()), done);
  }

  private void show() {
    var fields = new ArrayList<>(subform.fields());
    fields.set(index, column);
    var changed = new SubformField(subform.head(), fields, subform.minRows(), subform.maxRows());
    area.removeAll();
    area.add(
        new FieldPropertiesPanel(
            column,
            changed,
            tools,
            List.of(),
            field -> {
              column = field;
              show();
            },
            null,
            null));
  }
}
