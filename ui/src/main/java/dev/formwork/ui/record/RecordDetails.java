package dev.formwork.ui.record;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.DescriptionList.Description;
import com.vaadin.flow.component.html.DescriptionList.Term;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** A record read-only, on screen and on paper: titles and values, and the rows of its subforms. */
public final class RecordDetails extends Div {

  private final transient StoredRecord record;
  private final transient FieldDisplay display;

  public RecordDetails(CompiledForm form, StoredRecord record, FieldDisplay display) {
    this.record = record;
    this.display = display;
    addClassName("fw-record-sheet");
    var values = new DescriptionList();
    add(values);
    for (var field : form.definition().fields()) {
      if (!(field instanceof SubformField)) {
        form.column(field.key())
            .filter(column -> record.sight().shows(column))
            .ifPresent(column -> value(values, column));
      }
    }
    form.subforms().stream().filter(subform -> record.sight().shows(subform)).forEach(this::rows);
  }

  private void value(DescriptionList values, Column column) {
    var text = FieldUis.text(column.field(), record.data().get(column.slot()), display);
    var group =
        new Div(
            new Term(column.field().title().in(UiTexts.locale())),
            new Description(text.isEmpty() ? "—" : text));
    if (column.field().head().wide()) {
      group.addClassName("fw-wide");
    }
    values.getElement().appendChild(group.getElement());
  }

  private void rows(CompiledSubform subform) {
    var rows = record.data().rows(subform.slot());
    var columns =
        subform.columns().stream().filter(column -> record.sight().shows(subform, column)).toList();
    if (rows.isEmpty() || columns.isEmpty()) {
      return;
    }
    var table = new NativeTable();
    table.addClassName("fw-preview");
    table.add(header(columns));
    for (var row : rows) {
      var line = new NativeTableRow();
      for (var column : columns) {
        var cell =
            new NativeTableCell(FieldUis.text(column.field(), row.get(column.slot()), display));
        if (FieldUis.of(column.field()).isNumeric()) {
          cell.addClassName("fw-numeric");
        }
        line.add(cell);
      }
      table.add(line);
    }
    var scroll = new Div(table);
    scroll.addClassName("fw-scroll");
    add(new H2(subform.field().title().in(UiTexts.locale())), scroll);
  }

  private static NativeTableRow header(List<Column> columns) {
    var header = new NativeTableRow();
    columns.forEach(
        column -> {
          var cell = new NativeTableHeaderCell(column.field().title().in(UiTexts.locale()));
          cell.getElement().setAttribute("scope", "col");
          if (FieldUis.of(column.field()).isNumeric()) {
            cell.addClassName("fw-numeric");
          }
          header.add(cell);
        });
    return header;
  }
}
