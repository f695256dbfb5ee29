package dev.formwork.ui.record;

import com.vaadin.flow.component.html.Div;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.RecordData;
import dev.formwork.core.record.RecordDecision;
import dev.formwork.core.record.RecordInput;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.FieldEditors;
import dev.formwork.ui.shell.Texts;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The inputs of a form's fields, in two columns. Formulas follow as one types: the same decision
 * that the server takes when saving is taken here on what is entered so far.
 */
public final class RecordForm extends Div {

  private final transient CompiledForm form;
  private final transient Scope moment;
  private final Map<Field, FieldEditor<?>> editors = new LinkedHashMap<>();
  private final Map<SubformField, SubformEditor> subforms = new LinkedHashMap<>();
  private transient RecordData shown;
  private transient Runnable onChange = () -> {};

  public RecordForm(CompiledForm form, FieldEditors makers, UUID me, java.time.ZoneId zone) {
    this.form = form;
    this.moment = RecordDecision.moment(OffsetDateTime.now(ZoneOffset.UTC), zone, me);
    this.shown = new RecordData(form.slots());
    addClassName("fw-form");
    for (var field : form.definition().fields()) {
      if (field instanceof SubformField rows) {
        var editor = new SubformEditor(rows, makers, this::edited);
        subforms.put(rows, editor);
        add(editor);
      } else {
        var editor = makers.editor(field, true);
        editors.put(field, editor);
        editor.onChange(this::edited);
        editor.component().setId("field-" + field.key());
        if (field.head().wide()) {
          editor.component().addClassName("fw-wide");
        }
        add(editor.component());
      }
    }
  }

  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Shows a record as it is. */
  public void show(RecordData data) {
    shown = data;
    editors.forEach((field, editor) -> editor.setValue(data.get(slot(field))));
    subforms.forEach((field, editor) -> editor.show(data.rows(slot(field))));
    clearErrors();
  }

  /** Shows a new record with its defaults. */
  public void showNew() {
    show(RecordDecision.create(form, RecordInput.empty(form.slots()), moment).data());
  }

  /** What differs from what was shown. */
  public RecordInput input() {
    var input = RecordInput.empty(form.slots());
    editors.forEach(
        (field, editor) -> {
          if (!(field instanceof ComputedField) && !(field instanceof SerialField)) {
            input.with(slot(field), editor.value());
          }
        });
    subforms.forEach((field, editor) -> input.with(slot(field), editor.rows()));
    return input;
  }

  private void edited() {
    var decided = RecordDecision.change(form, shown, input(), moment);
    editors.forEach(
        (field, editor) -> {
          if (field instanceof ComputedField) {
            editor.setValue(decided.data().get(slot(field)));
          }
        });
    subforms.forEach((field, editor) -> editor.showComputed(decided.data().rows(slot(field))));
    onChange.run();
  }

  /**
   * Marks the inputs that problems are about.
   *
   * @return the sentences of those that belong to no input
   */
  public List<String> showProblems(List<Problem> problems) {
    clearErrors();
    var elsewhere = new ArrayList<String>();
    for (var problem : problems) {
      if (!mark(problem)) {
        elsewhere.add(Texts.of(problem));
      }
    }
    return elsewhere;
  }

  private boolean mark(Problem problem) {
    var parts = problem.path().split("/", -1);
    if (parts.length < 2) {
      return false;
    }
    for (var entry : editors.entrySet()) {
      if (entry.getKey().key().value().equals(parts[1])) {
        entry.getValue().setError(Texts.of(problem));
        return true;
      }
    }
    return subforms.entrySet().stream()
        .filter(entry -> entry.getKey().key().value().equals(parts[1]))
        .findFirst()
        .map(entry -> entry.getValue().mark(parts, Texts.of(problem)))
        .orElse(false);
  }

  private void clearErrors() {
    editors.values().forEach(editor -> editor.setError(null));
    subforms.values().forEach(SubformEditor::clearErrors);
  }

  private int slot(Field field) {
    return form.definition().fields().indexOf(field);
  }
}
