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
import dev.formwork.core.field.TextField;
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
import java.util.HashMap;
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
  private transient Set<String> locked = Set.of();
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
    editor.component().getElement().setAttribute("data-field", field.key().value());
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

  /**
   * Locks fields that flows lock, as of the record that is shown next.
   *
   * @param keys of fields
   */
  void lock(Set<String> keys) {
    locked = Set.copyOf(keys);
  }

  boolean isLocked(String key) {
    return locked.contains(key);
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

  /** Enters what a new record is to be called, where its title is the text of one field. */
  void enterTitle(String title) {
    var expression = form.definition().titleExpression();
    form.definition().fields().stream()
        .filter(field -> !(field instanceof SubformField))
        .filter(field -> expression == null || field.key().value().equals(expression.strip()))
        .findFirst()
        .filter(field -> field instanceof TextField && isOpen(field))
        .ifPresent(
            field -> {
              editors.get(field).setValue(title);
              touched.add(field);
              follow();
            });
  }

  /** What was entered and is not stored. */
  UnsavedChanges unsaved() {
    var mine = RecordInput.empty(form.slots());
    var texts = new HashMap<String, String>();
    var entered = input();
    editors.forEach(
        (field, editor) -> {
          editor.unread().ifPresent(unread -> texts.put(field.key().value(), unread.text()));
          take(mine, entered, field);
        });
    subforms.forEach(
        (field, rows) -> {
          rows.texts().forEach((place, text) -> texts.put(field.key() + "/" + place, text));
          take(mine, entered, field);
        });
    return new UnsavedChanges(mine, before == null ? null : before.data(), texts);
  }

  private void take(RecordInput mine, RecordInput entered, Field field) {
    int slot = slot(field);
    var stored = before == null ? null : before.data().get(slot);
    if (entered.given().get(slot) && !RecordMerge.same(field, stored, entered.data().get(slot))) {
      mine.with(slot, entered.data().get(slot));
    }
  }

  /**
   * Enters again what was not saved.
   *
   * @return where the record was changed to something else meanwhile; what was entered is shown
   */
  List<Clash> restore(UnsavedChanges changes) {
    var now = before == null ? new RecordData(form.slots()) : before.data();
    var base = changes.base() == null ? now : changes.base();
    var merge = RecordMerge.of(form, base, changes.mine(), now);
    merge.mine().forEach(field -> enter(field, changes.mine().data().get(slot(field))));
    changes.texts().forEach(this::type);
    edited();
    return withTyped(merge.clashes(), changes.texts().keySet(), base, now);
  }

  /** With those of what was typed and not sent. */
  private List<Clash> withTyped(
      List<Clash> clashes, Set<String> typed, RecordData base, RecordData now) {
    var all = new ArrayList<>(clashes);
    editors.forEach(
        (field, editor) -> {
          var theirs = now.get(slot(field));
          if (typed.contains(field.key().value())
              && editor.unread().isEmpty()
              && !RecordMerge.same(field, base.get(slot(field)), theirs)) {
            all.removeIf(clash -> clash.field().equals(field));
            if (!RecordMerge.same(field, editor.value(), theirs)) {
              all.add(new Clash(field, editor.value(), theirs));
            }
          }
        });
    return List.copyOf(all);
  }

  /** The record that is shown, as it is stored; empty for a new one. */
  Optional<RecordData> stored() {
    return Optional.ofNullable(before).map(StoredRecord::data);
  }

  private void enter(Field field, Object value) {
    if (!sight().isWritable(field.key().value())) {
      return;
    }
    if (field instanceof SubformField rows) {
      subforms.get(rows).show(asRows(value));
    } else {
      editors.get(field).setValue(value);
      touched.add(field);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<RecordData> asRows(Object value) {
    return value == null ? List.of() : (List<RecordData>) value;
  }

  /**
   * @param place a field, or {@code subform/row/column}
   */
  private void type(String place, String text) {
    var parts = place.split("/", -1);
    editors.forEach(
        (field, editor) -> {
          if (parts.length == 1 && field.key().value().equals(place)) {
            editor.type(text);
            touched.add(field);
          }
        });
    subforms.forEach(
        (field, rows) -> {
          if (parts.length == 3 && field.key().value().equals(parts[0])) {
            rows.type(parts[1], parts[2], text);
          }
        });
  }

  /**
   * Goes on with the record as others left it; what was entered here stays.
   *
   * @param now the record by now
   */
  RecordMerge rebase(StoredRecord now) {
    var merge = RecordMerge.of(form, before.data(), unsaved().mine(), now.data());
    before = now;
    for (var field : form.definition().fields()) {
      if (field.isEntered() && !merge.mine().contains(field)) {
        takeOver(field, now.data().get(slot(field)));
      }
    }
    followInput();
    return merge;
  }

  private void takeOver(Field field, Object value) {
    if (field instanceof SubformField rows) {
      var editor = subforms.get(rows);
      if (editor.texts().isEmpty() && !RecordMerge.same(field, editor.rows(), value)) {
        editor.show(asRows(value));
      }
    } else {
      editors.get(field).follow(value);
    }
  }

  /** Shows one side of a clash. */
  public void choose(Field field, Object value) {
    enter(field, value);
    edited();
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

  /**
   * What was typed and is no value is marked.
   *
   * @return the titles of its fields; while there are some, nothing may be stored
   */
  public List<String> unread() {
    preview.hurry();
    var titles = new ArrayList<String>();
    FieldEditor<?> first = null;
    for (var entry : editors.entrySet()) {
      var editor = entry.getValue();
      if (editor.component().isVisible() && !editor.isWellTyped()) {
        titles.add(entry.getKey().title().in(UiTexts.locale()));
        first = first == null ? editor : first;
      }
    }
    for (var rows : subforms.values()) {
      var unread = rows.isVisible() ? rows.unread() : List.<SubformEditor.UnreadCell>of();
      unread.forEach(cell -> titles.add(cell.title()));
      first = first == null && !unread.isEmpty() ? unread.getFirst().editor() : first;
    }
    if (first != null) {
      first.focus();
    }
    return titles;
  }

  /**
   * What was entered: of a new record, what somebody filled in; its defaults do the rest. Where
   * something was typed that is no value, the stored one stays.
   */
  public RecordInput input() {
    var input = RecordInput.empty(form.slots());
    var recordVisibility = sight();
    editors.forEach(
        (field, editor) -> {
          if ((touched.contains(field) || differs(field, editor.value()))
              && recordVisibility.isWritable(field.key().value())
              && field.isEntered()
              && editor.unread().isEmpty()) {
            input.with(slot(field), editor.value());
          }
        });
    subforms.forEach(
        (field, editor) -> {
          if (recordVisibility.isWritable(field.key().value())
              && (before == null || differs(field, editor.rows()))) {
            input.with(slot(field), editor.rows());
          }
        });
    return input;
  }

  /** Whether an input shows something else than what is stored. */
  private boolean differs(Field field, Object shown) {
    return before != null && !RecordMerge.same(field, before.data().get(slot(field)), shown);
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
          editor.setReadOnly(
              recordPreview.states().get(slot(field)).readOnly() || isLocked(field.key().value()));
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
      editor.setReadOnly(state.readOnly() || isLocked(field.key().value()));
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
