package dev.formwork.ui.record;

import com.vaadin.flow.component.html.Div;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.RecordPreview;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.decision.FieldState;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.rights.RecordVisibility;
import dev.formwork.ui.command.PacedWork;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.text.UiTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inputs of a record, in two columns. Formulas and rules are evaluated while typing, by the
 * same decision that the server takes when saving.
 */
public final class RecordForm extends Div {

  /** Rules follow what is typed this often at least. */
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  /** What inputs work with. */
  public record Services(Caller caller, RecordPreviews previews, FieldEditors editors) {}

  private final transient CompiledForm form;
  private final transient Services services;
  private final Map<Field, FieldEditor<?>> editors = new LinkedHashMap<>();
  private final Map<SubformField, SubformEditor> subforms = new LinkedHashMap<>();
  private final transient Set<Field> touched = new HashSet<>();
  private transient StoredRecord before;
  private transient RecordPreview recordPreview;
  private final transient PacedWork preview;
  private transient Runnable onChange = () -> {};

  public RecordForm(CompiledForm form, Services services) {
    this.form = form;
    this.services = services;
    this.preview = new PacedWork(this, Duration.ZERO, LONGEST_PAUSE, this::followInput);
    addClassName("fw-form");
    for (var field : form.definition().fields()) {
      if (field instanceof SubformField rows) {
        var editor =
            new SubformEditor(
                form,
                form.subform(rows.key()).orElseThrow(),
                services,
                this::edited,
                this::lookup,
                this::offered);
        subforms.put(rows, editor);
        add(editor);
      } else {
        input(field);
      }
    }
  }

  private void input(Field field) {
    var rules = lookupRules(field);
    var editor =
        services
            .editors()
            .editor(
                field,
                true,
                (search, limit, offset) -> offered(rules, null, search, limit, offset));
    editors.put(field, editor);
    editor.onChange(
        () -> {
          touched.add(field);
          rules.ifPresent(one -> fill(one, editor.value()));
          edited();
        });
    editor.component().setId("field-" + field.key());
    if (field.head().wide()) {
      editor.component().addClassName("fw-wide");
    }
    add(editor.component());
  }

  /** What a lookup in a row offers, and what choosing fills in. */
  private Optional<LookupRules> lookup(String subform, Column column) {
    return RecordPreviews.rules(form, subform, column);
  }

  /** Empty when a lookup offers all there is. */
  private Optional<List<RecordRef>> offered(
      Optional<LookupRules> rules, RecordData row, String search, int limit, int offset) {
    preview.hurry();
    return rules
        .filter(one -> one.allowed() != null)
        .map(
            one ->
                ServiceCalls.await(
                        () ->
                            services
                                .previews()
                                .choices(
                                    services.caller(),
                                    form,
                                    one,
                                    recordPreview.data(),
                                    row,
                                    search,
                                    limit,
                                    offset))
                    .stream()
                    .map(choice -> new RecordRef(choice.id().value(), choice.title()))
                    .toList());
  }

  private void fill(LookupRules rules, Object chosen) {
    if (chosen instanceof RecordRef target) {
      ServiceCalls.await(
              () ->
                  services
                      .previews()
                      .fills(services.caller(), form, rules, new RecordId(target.id())))
          .forEach(
              (slot, value) -> {
                var field = form.definition().fields().get(slot);
                editors.get(field).setValue(value);
                touched.add(field);
              });
    }
  }

  public void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Shows a record as it is. */
  public void show(StoredRecord record) {
    before = record;
    touched.clear();
    editors.forEach((field, editor) -> editor.setValue(record.data().get(slot(field))));
    subforms.forEach((field, editor) -> editor.show(record.data().rows(slot(field))));
    clearErrors();
    follow();
  }

  /** Shows a new record with its defaults. */
  public void showNew() {
    before = null;
    touched.clear();
    editors.values().forEach(editor -> editor.setValue(null));
    subforms.values().forEach(editor -> editor.show(List.of()));
    clearErrors();
    follow();
  }

  /**
   * A new record with something in every field that somebody may fill in: what a form does not
   * begin with is suggested. All of it counts as entered.
   */
  public void showSuggested(ValueSuggestions valueSuggestions) {
    showNew();
    editors.forEach((field, editor) -> suggest(valueSuggestions, field, editor));
    subforms.forEach(
        (field, editor) -> {
          if (isOpen(field) && (isFirst(field) || field.minRows() != null)) {
            editor.suggest(valueSuggestions, this::followInput);
          }
        });
    editors.keySet().stream().filter(this::isOpen).forEach(touched::add);
  }

  /** What a document lists comes first in it; further rows are of special cases. */
  private boolean isFirst(SubformField field) {
    return subforms.keySet().iterator().next().equals(field);
  }

  private boolean isOpen(Field field) {
    var state = recordPreview.states().get(slot(field));
    return field.isEntered() && state.visible() && !state.readOnly();
  }

  private void suggest(ValueSuggestions valueSuggestions, Field field, FieldEditor<?> editor) {
    if (isOpen(field) && recordPreview.data().get(slot(field)) == null) {
      var rules = lookupRules(field);
      editor.setValue(
          valueSuggestions.of(field, above(field), () -> offered(rules, null, "", 1, 0)));
      touched.add(field);
      rules.ifPresent(one -> fill(one, editor.value()));
      follow();
    }
  }

  /** The value of the choice that one depends on; null without any. */
  private Object above(Field field) {
    return field instanceof ChoiceField choice && choice.dependsOn() != null
        ? recordPreview.data().get(slot(choice.dependsOn()))
        : null;
  }

  private Optional<LookupRules> lookupRules(Field field) {
    return field instanceof LookupField
        ? form.column(field.key()).flatMap(column -> RecordPreviews.rules(form, null, column))
        : Optional.empty();
  }

  /** What was entered: of a new record, what somebody filled in; its defaults do the rest. */
  public RecordInput input() {
    var input = RecordInput.empty(form.slots());
    var recordVisibility = sight();
    editors.forEach(
        (field, editor) -> {
          boolean entered = before != null || touched.contains(field);
          if (entered && recordVisibility.isWritable(field.key().value()) && field.isEntered()) {
            input.with(slot(field), editor.value());
          }
        });
    subforms.forEach(
        (field, editor) -> {
          if (recordVisibility.isWritable(field.key().value())) {
            input.with(slot(field), editor.rows());
          }
        });
    return input;
  }

  /** What whoever fills the form may see and set. */
  private RecordVisibility sight() {
    return before == null
        ? RecordAccess.to(services.caller(), form).creationSight()
        : before.sight();
  }

  private void edited() {
    onChange.run();
    preview.ask();
  }

  private void followInput() {
    follow();
    clearErrors();
    recordPreview.problems().stream().filter(this::isTimely).forEach(this::mark);
  }

  /** A value still missing is no mistake while one is filling the form. */
  private boolean isTimely(Problem problem) {
    return !problem.is(CoreProblem.REQUIRED)
        && !problem.is(CoreProblem.TOO_FEW_ROWS)
        && !problem.path().isEmpty();
  }

  private void follow() {
    preview.cancel();
    recordPreview =
        ServiceCalls.await(
            () -> services.previews().preview(services.caller(), form, before, input()));
    editors.forEach(
        (field, editor) -> follow(field, editor, recordPreview.states().get(slot(field))));
    subforms.forEach(
        (field, editor) -> {
          editor.setVisible(recordPreview.states().get(slot(field)).visible());
          editor.setReadOnly(recordPreview.states().get(slot(field)).readOnly());
          editor.follow(
              recordPreview.data().rows(slot(field)),
              recordPreview.rowStates().getOrDefault(slot(field), List.of()));
        });
  }

  private void follow(Field field, FieldEditor<?> editor, FieldState state) {
    boolean open = before == null && !touched.contains(field);
    if (field.isDerived() || open) {
      editor.follow(recordPreview.data().get(slot(field)));
    }
    editor.component().setVisible(state.visible());
    editor.setRequired(state.required());
    if (field.isEntered()) {
      editor.setReadOnly(state.readOnly());
    }
    if (field instanceof ChoiceField choice && choice.dependsOn() != null) {
      editor.offer(recordPreview.data().get(slot(choice.dependsOn())));
    }
  }

  /**
   * Marks the inputs that problems are about.
   *
   * @return the sentences of those that belong to no input
   */
  public List<String> showProblems(List<Problem> problems) {
    preview.hurry();
    clearErrors();
    var elsewhere = new ArrayList<String>();
    for (var problem : problems) {
      if (!mark(problem)) {
        elsewhere.add(UiTexts.of(problem));
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
        entry.getValue().setError(UiTexts.of(problem));
        return entry.getValue().component().isVisible();
      }
    }
    return subforms.entrySet().stream()
        .filter(entry -> entry.getKey().key().value().equals(parts[1]))
        .findFirst()
        .map(entry -> entry.getValue().mark(parts, UiTexts.of(problem)))
        .orElse(false);
  }

  private void clearErrors() {
    editors.values().forEach(editor -> editor.setError(null));
    subforms.values().forEach(SubformEditor::clearErrors);
  }

  private int slot(Field field) {
    return form.definition().fields().indexOf(field);
  }

  private int slot(FieldKey key) {
    return form.definition().fields().stream().map(Field::key).toList().indexOf(key);
  }
}
