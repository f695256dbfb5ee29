package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.TaskFieldAccess;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the assignee of a task may do with each field; read unless set. */
public final class TaskFieldAccessEditor extends Div {

  private final transient Map<String, TaskFieldAccess> uses;
  private final transient Consumer<Map<String, TaskFieldAccess>> onChange;
  private final transient Map<Field, Select<TaskFieldAccess>> inputs = new LinkedHashMap<>();

  /**
   * @param form whose fields these are; null: none was chosen yet
   * @param value by key of the field
   */
  public TaskFieldAccessEditor(
      FormDefinition form,
      Map<String, TaskFieldAccess> value,
      Consumer<Map<String, TaskFieldAccess>> onChange) {
    this.uses = new LinkedHashMap<>(value);
    this.onChange = onChange;
    addClassName("fw-flow-section");
    var fields = form == null ? List.<Field>of() : form.fields();
    if (fields.isEmpty()) {
      add(FlowInputs.hint("flow.fields.none"));
      return;
    }
    var all = new Div();
    all.addClassName("fw-actions");
    all.add(new Span(UiTexts.of("flow.fields.all")));
    all.add(button(TaskFieldAccess.EDIT, VaadinIcon.PENCIL));
    all.add(button(TaskFieldAccess.READ, VaadinIcon.EYE));
    all.add(button(TaskFieldAccess.HIDE, VaadinIcon.EYE_SLASH));
    add(all);
    fields.forEach(field -> add(line(field)));
  }

  private Button button(TaskFieldAccess use, VaadinIcon icon) {
    return FlowInputs.small("flow.use." + use.json(), icon, () -> setAll(use));
  }

  private static boolean isEditable(Field field) {
    return !field.isDerived() && !(field instanceof SerialField);
  }

  private Div line(Field field) {
    var key = field.key().value();
    var input =
        FlowInputs.choice(
            null,
            isEditable(field)
                ? List.of(TaskFieldAccess.values())
                : List.of(TaskFieldAccess.HIDE, TaskFieldAccess.READ),
            uses.getOrDefault(key, TaskFieldAccess.READ),
            null,
            use -> UiTexts.of("flow.use." + use.json()),
            use -> store(key, use));
    input.setAriaLabel(field.title().in(UiTexts.locale()));
    inputs.put(field, input);
    var line = new Div(new Span(field.title().in(UiTexts.locale())), input);
    line.addClassName("fw-permission-field");
    return line;
  }

  private void store(String key, TaskFieldAccess use) {
    if (use == TaskFieldAccess.READ) {
      uses.remove(key);
    } else {
      uses.put(key, use);
    }
    onChange.accept(Map.copyOf(uses));
  }

  private void setAll(TaskFieldAccess use) {
    inputs.forEach(
        (field, input) -> {
          if (isEditable(field) || use != TaskFieldAccess.EDIT) {
            input.setValue(use);
          }
        });
  }
}
