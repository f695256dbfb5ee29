package dev.formwork.ui.permission;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.rights.PermissionCompiler;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The right on each field; unset fields follow the default for all others. */
final class FieldRightsInput extends Div {

  private final Select<FieldRight> others = select();
  private final Map<String, Select<FieldRight>> byPath = new LinkedHashMap<>();

  FieldRightsInput(FormDefinition form, PermissionSet set) {
    addClassName("fw-permission-fields");
    others.setItems(FieldRight.HIDDEN, FieldRight.READ, FieldRight.WRITE);
    others.setValue(set.rightOfOthers());
    line(UiTexts.of("permission.other-fields"), others, false);
    for (var field : form.fields()) {
      field(field, field.key().value(), set, false);
      if (field instanceof SubformField subform) {
        subform
            .fields()
            .forEach(column -> field(column, field.key() + "." + column.key(), set, true));
      }
    }
  }

  private static Select<FieldRight> select() {
    var select = new Select<FieldRight>();
    select.setItemLabelGenerator(
        right ->
            right == null
                ? UiTexts.of("permission.as-others")
                : Messages.sentence(UiTexts.locale(), right.messageKey()));
    return select;
  }

  private void field(Field field, String path, PermissionSet set, boolean column) {
    var select = select();
    select.setItems(
        PermissionCompiler.isMaskable(field)
            ? List.of(FieldRight.values())
            : field.isDerived()
                ? List.of(FieldRight.HIDDEN, FieldRight.READ)
                : List.of(FieldRight.HIDDEN, FieldRight.READ, FieldRight.WRITE));
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(UiTexts.of("permission.as-others"));
    if (set.fields().containsKey(path)) {
      var right = set.fields().get(path);
      select.setValue(field.isDerived() ? right.atMost(FieldRight.READ) : right);
    }
    byPath.put(path, select);
    line(field.title().in(UiTexts.locale()), select, column);
  }

  private void line(String label, Select<FieldRight> select, boolean column) {
    select.setAriaLabel(label);
    var name = new Span(label);
    var line = new Div(name, select);
    line.addClassName("fw-permission-field");
    line.setClassName("fw-permission-column", column);
    add(line);
  }

  FieldRight others() {
    return others.getValue();
  }

  Map<String, FieldRight> rights() {
    var rights = new LinkedHashMap<String, FieldRight>();
    byPath.forEach(
        (path, select) -> {
          if (select.getValue() != null) {
            rights.put(path, select.getValue());
          }
        });
    return rights;
  }
}
