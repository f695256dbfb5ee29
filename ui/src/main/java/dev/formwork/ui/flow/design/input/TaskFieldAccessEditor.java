package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.TaskFieldAccess;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the assignee of a task may do with each field; read unless set. */
public final class TaskFieldAccessEditor extends Div {

  private static final String FIELDS = "fields";
  private static final String READ = "read";

  private final transient JsonBinding jsonBinding;
  private final transient Map<Field, Select<String>> inputs = new LinkedHashMap<>();

  public TaskFieldAccessEditor(JsonBinding jsonBinding) {
    this.jsonBinding = jsonBinding;
    addClassName("fw-flow-section");
    var fields =
        jsonBinding.formulas().form() == null
            ? List.<Field>of()
            : jsonBinding.formulas().form().fields();
    if (fields.isEmpty()) {
      add(FlowInputs.hint("flow.fields.none"));
      return;
    }
    var all = new Div();
    all.addClassName("fw-actions");
    all.add(new Span(UiTexts.of("flow.fields.all")));
    for (var use : List.of("edit", READ, "hide")) {
      all.add(FlowInputs.small("flow.use." + use, icon(use), () -> setAll(use)));
    }
    add(all);
    fields.forEach(field -> add(line(field)));
  }

  private static VaadinIcon icon(String use) {
    return switch (use) {
      case "edit" -> VaadinIcon.PENCIL;
      case "hide" -> VaadinIcon.EYE_SLASH;
      default -> VaadinIcon.EYE;
    };
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
                ? Arrays.stream(TaskFieldAccess.values()).map(TaskFieldAccess::json).toList()
                : List.of("hide", READ),
            jsonBinding.get(FIELDS).path(key).asText(READ),
            null,
            use -> UiTexts.of("flow.use." + use),
            use -> jsonBinding.at(FIELDS).set(key, use.equals(READ) ? null : use));
    input.setAriaLabel(field.title().in(UiTexts.locale()));
    inputs.put(field, input);
    var line = new Div(new Span(field.title().in(UiTexts.locale())), input);
    line.addClassName("fw-permission-field");
    return line;
  }

  private void setAll(String use) {
    inputs.forEach(
        (field, input) -> {
          if (isEditable(field) || !use.equals("edit")) {
            input.setValue(use);
          }
        });
  }
}
