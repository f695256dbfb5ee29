package dev.formwork.ui.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.record.RecordData;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.FieldEditors;
import dev.formwork.ui.shell.Texts;
import java.util.ArrayList;
import java.util.List;

/** The rows of a subform, each with its inputs side by side; on a phone, one under the other. */
final class SubformEditor extends Div {

  private final transient SubformField field;
  private final transient FieldEditors makers;
  private final transient Runnable onChange;
  private final Div rowsArea = new Div();
  private final Div error = new Div();
  private final transient List<Row> rows = new ArrayList<>();

  private record Row(Div area, List<FieldEditor<?>> editors) {}

  SubformEditor(SubformField field, FieldEditors makers, Runnable onChange) {
    this.field = field;
    this.makers = makers;
    this.onChange = onChange;
    addClassNames("fw-subform", "fw-wide");
    getStyle().set("--fw-columns", Integer.toString(field.fields().size()));
    var head = new Div();
    head.addClassName("fw-subform-head");
    field.fields().forEach(column -> head.add(new Span(column.title().in(Texts.locale()))));
    head.add(new Span());
    var add =
        new Button(
            Texts.of("subform.add"),
            VaadinIcon.PLUS.create(),
            _ -> {
              addRow(null);
              onChange.run();
            });
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var scroll = new Div(head, rowsArea);
    scroll.addClassName("fw-subform-scroll");
    scroll
        .getElement()
        .setAttribute("tabindex", "0")
        .setAttribute("role", "group")
        .setAttribute("aria-label", field.title().in(Texts.locale()));
    add(new H3(field.title().in(Texts.locale())), scroll, error, add);
  }

  void show(List<RecordData> data) {
    rows.clear();
    rowsArea.removeAll();
    data.forEach(this::addRow);
  }

  private void addRow(RecordData data) {
    var area = new Div();
    area.addClassName("fw-subform-row");
    var editors = new ArrayList<FieldEditor<?>>();
    for (int slot = 0; slot < field.fields().size(); slot++) {
      var editor = makers.editor(field.fields().get(slot), false);
      editor.setValue(data == null ? null : data.get(slot));
      editor.onChange(onChange);
      var cell =
          new Div(
              new Span(field.fields().get(slot).title().in(Texts.locale())), editor.component());
      cell.addClassName("fw-subform-cell");
      area.add(cell);
      editors.add(editor);
    }
    var row = new Row(area, editors);
    var remove = new Button(VaadinIcon.TRASH.create(), _ -> remove(row));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(Texts.of("subform.remove"));
    remove.setTooltipText(Texts.of("subform.remove"));
    area.add(remove);
    rows.add(row);
    rowsArea.add(area);
  }

  private void remove(Row row) {
    rows.remove(row);
    rowsArea.remove(row.area);
    onChange.run();
  }

  List<RecordData> rows() {
    var data = new ArrayList<RecordData>();
    for (var row : rows) {
      var values = new RecordData(field.fields().size());
      for (int slot = 0; slot < row.editors.size(); slot++) {
        values.set(slot, row.editors.get(slot).value());
      }
      data.add(values);
    }
    return data;
  }

  void showComputed(List<RecordData> decided) {
    for (int i = 0; i < Math.min(rows.size(), decided.size()); i++) {
      for (int slot = 0; slot < field.fields().size(); slot++) {
        Field column = field.fields().get(slot);
        if (column instanceof ComputedField) {
          rows.get(i).editors.get(slot).setValue(decided.get(i).get(slot));
        }
      }
    }
  }

  /**
   * @param path {@code ["", subform, row, column]} or shorter
   */
  boolean mark(String[] path, String sentence) {
    if (path.length >= 4 && path[2].matches("[0-9]+") && Integer.parseInt(path[2]) < rows.size()) {
      for (int slot = 0; slot < field.fields().size(); slot++) {
        if (field.fields().get(slot).key().value().equals(path[3])) {
          rows.get(Integer.parseInt(path[2])).editors.get(slot).setError(sentence);
          return true;
        }
      }
    }
    error.setText(sentence);
    error.setVisible(true);
    return true;
  }

  void clearErrors() {
    error.setVisible(false);
    rows.forEach(row -> row.editors.forEach(editor -> editor.setError(null)));
  }
}
