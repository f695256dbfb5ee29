package dev.formwork.ui.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.decision.FieldState;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** Edits the rows of a subform, inputs side by side; on a phone one below the other. */
final class SubformEditor extends Div {

  private final transient CompiledForm form;
  private final transient CompiledSubform subform;
  private final transient SubformField field;
  private final transient RecordForm.Services services;
  private final transient Runnable onChange;
  private final transient BiFunction<String, Column, Optional<LookupRules>> lookups;
  private final transient RowChoices choices;
  private final Div rowsArea = new Div();
  private final Button add;
  private boolean readOnly;
  private final Div error = new Div();
  private final transient List<Row> rows = new ArrayList<>();

  /** What a lookup in a row offers; empty when it offers all there is. */
  @FunctionalInterface
  interface RowChoices {
    Optional<List<RecordRef>> offered(
        Optional<LookupRules> rules, RecordData row, String search, int limit, int offset);
  }

  /**
   * One row on the screen.
   *
   * @param open columns of a new row that nobody filled in
   * @param id of the stored row; null: a new one
   */
  private record Row(Div area, List<FieldEditor<?>> editors, BitSet open, UUID id) {

    void setReadOnly(boolean fixed) {
      area.getChildren()
          .filter(Button.class::isInstance)
          .forEach(button -> button.setVisible(!fixed));
    }
  }

  SubformEditor(
      CompiledForm form,
      CompiledSubform subform,
      RecordForm.Services services,
      Runnable onChange,
      BiFunction<String, Column, Optional<LookupRules>> lookups,
      RowChoices choices) {
    this.choices = choices;
    this.form = form;
    this.subform = subform;
    this.field = subform.field();
    this.services = services;
    this.onChange = onChange;
    this.lookups = lookups;
    addClassNames("fw-subform", "fw-wide");
    getElement().setAttribute("data-subform", field.key().value());
    getStyle()
        .set("--fw-columns", Long.toString(field.fields().stream().filter(this::isShown).count()));
    var head = new Div();
    head.addClassName("fw-subform-head");
    field.fields().stream()
        .filter(this::isShown)
        .forEach(column -> head.add(new Span(column.title().in(UiTexts.locale()))));
    head.add(new Span());
    add =
        new Button(
            UiTexts.of("subform.add"),
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
        .setAttribute("aria-label", field.title().in(UiTexts.locale()));
    add(new H3(field.title().in(UiTexts.locale())), scroll, error, add);
  }

  /** Whether whoever fills the form may see a column at all. */
  private boolean isShown(Field column) {
    return RecordAccess.to(services.caller(), form).shows(field.key() + "." + column.key());
  }

  /** Rows may neither be added nor taken away. */
  void setReadOnly(boolean fixed) {
    readOnly = fixed;
    add.setVisible(!fixed);
    rows.forEach(row -> row.setReadOnly(fixed));
  }

  void show(List<RecordData> data) {
    rows.clear();
    rowsArea.removeAll();
    data.forEach(this::addRow);
  }

  /**
   * @param data null: a new row
   */
  private void addRow(RecordData data) {
    var area = new Div();
    area.addClassName("fw-subform-row");
    var open = new BitSet();
    var row = new Row(area, new ArrayList<>(), open, data == null ? null : data.id());
    if (data == null) {
      open.set(0, field.fields().size());
    }
    for (int slot = 0; slot < field.fields().size(); slot++) {
      var cell = cell(row, slot, data == null ? null : data.get(slot));
      if (isShown(field.fields().get(slot))) {
        area.add(cell);
      }
    }
    var remove = new Button(VaadinIcon.TRASH.create(), _ -> remove(row));
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(UiTexts.of("subform.remove"));
    remove.setTooltipText(UiTexts.of("subform.remove"));
    remove.setVisible(!readOnly);
    area.add(remove);
    rows.add(row);
    rowsArea.add(area);
  }

  /**
   * One row with something in each column, unless a lookup that is needed has nothing to offer.
   *
   * @param follow works out what follows from the row
   */
  void suggest(ValueSuggestions valueSuggestions, Runnable follow) {
    addRow(null);
    follow.run();
    var row = rows.getLast();
    boolean whole = true;
    for (int slot = 0; slot < field.fields().size(); slot++) {
      whole &= suggest(valueSuggestions, row, slot);
    }
    if (!whole) {
      drop(row);
    }
    follow.run();
  }

  /** Whether the column has a value, or needs none. */
  private boolean suggest(ValueSuggestions valueSuggestions, Row row, int slot) {
    var column = field.fields().get(slot);
    var editor = row.editors.get(slot);
    if (column.isDerived() || column.head().readOnly() || !isShown(column)) {
      return true;
    }
    if (row.open.get(slot) && editor.value() == null) {
      var rules = rules(slot);
      editor.setValue(
          valueSuggestions.of(
              column, above(row, column), () -> choices.offered(rules, values(row), "", 1, 0)));
      rules.ifPresent(one -> fill(row, one, editor.value()));
    }
    row.open.clear(slot);
    return editor.value() != null || !column.head().required();
  }

  /** The value of the choice that one depends on; null without any. */
  private Object above(Row row, Field column) {
    return column instanceof ChoiceField choice && choice.dependsOn() != null
        ? row.editors
            .get(field.fields().stream().map(Field::key).toList().indexOf(choice.dependsOn()))
            .value()
        : null;
  }

  private Optional<LookupRules> rules(int slot) {
    return subform.columns().stream()
        .filter(one -> one.slot() == slot && one.isLookup())
        .findFirst()
        .flatMap(one -> lookups.apply(field.key().value(), one));
  }

  private Div cell(Row row, int slot, Object value) {
    var column = field.fields().get(slot);
    var rules = rules(slot);
    var editor =
        services
            .editors()
            .editor(
                column,
                false,
                (search, limit, offset) ->
                    choices.offered(rules, values(row), search, limit, offset));
    editor.setValue(value);
    editor.component().getElement().setAttribute("data-column", column.key().value());
    editor.onChange(
        () -> {
          row.open.clear(slot);
          rules.ifPresent(one -> fill(row, one, editor.value()));
          onChange.run();
        });
    row.editors.add(editor);
    var cell = new Div(new Span(column.title().in(UiTexts.locale())), editor.component());
    cell.addClassName("fw-subform-cell");
    return cell;
  }

  private void fill(Row row, LookupRules rules, Object chosen) {
    if (chosen instanceof RecordRef target) {
      ServiceCalls.await(
              () ->
                  services
                      .previews()
                      .fills(services.caller(), form, rules, new RecordId(target.id())))
          .forEach(
              (slot, value) -> {
                if (mayFill(field.fields().get(slot))) {
                  row.editors.get(slot).setValue(value);
                  row.open.clear(slot);
                }
              });
    }
  }

  /** What somebody may not set is copied when it is stored, and is none of their input. */
  private boolean mayFill(Field column) {
    var rights = RecordAccess.to(services.caller(), form);
    var path = field.key() + "." + column.key();
    return rights.isWritable(RecordAction.CREATE, path)
        || rights.isWritable(RecordAction.CHANGE, path);
  }

  private void remove(Row row) {
    drop(row);
    onChange.run();
  }

  private void drop(Row row) {
    rows.remove(row);
    rowsArea.remove(row.area);
  }

  List<RecordData> rows() {
    var data = new ArrayList<RecordData>();
    rows.forEach(row -> data.add(values(row)));
    return data;
  }

  private RecordData values(Row row) {
    var values = new RecordData(field.fields().size());
    for (int slot = 0; slot < row.editors.size(); slot++) {
      if (!field.fields().get(slot).isDerived()) {
        values.set(slot, row.open.get(slot) ? null : row.editors.get(slot).value());
      }
    }
    return values.leaving((BitSet) row.open.clone()).called(row.id);
  }

  /** Shows what was worked out, and how each column stands in each row. */
  void follow(List<RecordData> decided, List<List<FieldState>> states) {
    for (int i = 0; i < Math.min(rows.size(), decided.size()); i++) {
      var row = rows.get(i);
      for (int slot = 0; slot < field.fields().size(); slot++) {
        Field column = field.fields().get(slot);
        var editor = row.editors.get(slot);
        if (column.isDerived() || row.open.get(slot)) {
          editor.follow(decided.get(i).get(slot));
        }
        if (i < states.size()) {
          follow(column, editor, states.get(i).get(slot));
        }
        if (column instanceof ChoiceField choice && choice.dependsOn() != null) {
          int above = field.fields().stream().map(Field::key).toList().indexOf(choice.dependsOn());
          editor.offer(decided.get(i).get(above));
        }
      }
    }
  }

  private void follow(Field column, FieldEditor<?> editor, FieldState state) {
    editor.component().getElement().getStyle().set("visibility", state.visible() ? null : "hidden");
    if (!column.isDerived()) {
      editor.setReadOnly(readOnly || state.readOnly());
    }
  }

  /**
   * @param path {@code ["", subform, row, column]} or shorter
   */
  boolean mark(String[] path, String sentence) {
    if (path.length >= 4 && path[2].matches("[0-9]+") && Integer.parseInt(path[2]) < rows.size()) {
      for (int slot = 0; slot < field.fields().size(); slot++) {
        var column = field.fields().get(slot);
        if (column.key().value().equals(path[3]) && isShown(column)) {
          rows.get(Integer.parseInt(path[2])).editors.get(slot).setError(sentence);
          return true;
        }
      }
    }
    error.setText(sentence);
    error.setVisible(true);
    return true;
  }

  /**
   * What was typed in a cell and is no value.
   *
   * @param title of the table, the row and the column
   */
  record UnreadCell(String title, FieldEditor<?> editor) {}

  /** Marks what was typed and is no value. */
  List<UnreadCell> unread() {
    var unread = new ArrayList<UnreadCell>();
    for (int i = 0; i < rows.size(); i++) {
      for (int slot = 0; slot < field.fields().size(); slot++) {
        var editor = rows.get(i).editors.get(slot);
        if (!editor.isWellTyped()) {
          unread.add(
              new UnreadCell(
                  UiTexts.of(
                      "subform.cell",
                      field.title().in(UiTexts.locale()),
                      i + 1,
                      field.fields().get(slot).title().in(UiTexts.locale())),
                  editor));
        }
      }
    }
    return unread;
  }

  /** What was typed and is no value, by {@code row/column}. */
  Map<String, String> texts() {
    var texts = new HashMap<String, String>();
    for (int i = 0; i < rows.size(); i++) {
      for (int slot = 0; slot < field.fields().size(); slot++) {
        var place = i + "/" + field.fields().get(slot).key();
        rows.get(i).editors.get(slot).unread().ifPresent(unread -> texts.put(place, unread.text()));
      }
    }
    return texts;
  }

  /** Types into a cell that is there. */
  void type(String row, String column, String text) {
    for (int slot = 0; slot < field.fields().size(); slot++) {
      if (field.fields().get(slot).key().value().equals(column)
          && row.matches("[0-9]{1,4}")
          && Integer.parseInt(row) < rows.size()) {
        rows.get(Integer.parseInt(row)).editors.get(slot).type(text);
        rows.get(Integer.parseInt(row)).open.clear(slot);
      }
    }
  }

  void clearErrors() {
    error.setVisible(false);
    rows.forEach(row -> row.editors.forEach(editor -> editor.setError(null)));
  }
}
