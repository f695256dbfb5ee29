package dev.formwork.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Field;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.BulkChanges.Outcome;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldEditor;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Actions on the selected records: change a field, delete. */
final class BulkBar extends Div {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient RecordListServices services;
  private final transient FieldEditors editors;
  private final transient Runnable onDone;
  private final Span count = new Span();
  private transient Map<RecordId, String> chosen = Map.of();

  BulkBar(
      Caller caller,
      CompiledForm form,
      RecordListServices services,
      FieldEditors editors,
      Runnable onDone) {
    this.caller = caller;
    this.form = form;
    this.services = services;
    this.editors = editors;
    this.onDone = onDone;
    addClassName("fw-bulk");
    getElement()
        .setAttribute("role", "region")
        .setAttribute("aria-label", UiTexts.of("bulk.label"));
    count.getElement().setAttribute("role", "status");
    var change = new Button(UiTexts.of("bulk.change"), VaadinIcon.EDIT.create(), _ -> ask());
    change.setId("bulk-change");
    var delete = new Button(UiTexts.of("bulk.delete"), VaadinIcon.TRASH.create(), _ -> delete());
    delete.setId("bulk-delete");
    var rights = RecordAccess.to(caller.doing(RecordAction.BULK), form);
    change.setVisible(rights.may(RecordAction.CHANGE));
    delete.setVisible(rights.may(RecordAction.DELETE));
    for (var button : new Button[] {change, delete}) {
      button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    }
    add(count, change, delete);
    show(Set.of());
  }

  /** Whether many may be changed or removed at once. */
  static boolean isOffered(Caller caller, CompiledForm form) {
    var rights = RecordAccess.to(caller.doing(RecordAction.BULK), form);
    return !caller.readOnly()
        && (rights.may(RecordAction.CHANGE) || rights.may(RecordAction.DELETE));
  }

  void show(Set<StoredRecord> records) {
    chosen = records.stream().collect(Collectors.toMap(StoredRecord::id, StoredRecord::title));
    count.setText(UiTexts.of("bulk.chosen", chosen.size()));
    setVisible(!chosen.isEmpty());
  }

  private List<RecordId> ids() {
    return List.copyOf(chosen.keySet());
  }

  private void ask() {
    var rights = RecordAccess.to(caller.doing(RecordAction.BULK), form);
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("bulk.chosen", chosen.size()));
    var field = new Select<Field>();
    field.setLabel(UiTexts.of("filter.field"));
    field.setItems(
        form.definition().fields().stream()
            .filter(one -> form.column(one.key()).isPresent())
            .filter(one -> one.isEntered())
            .filter(one -> !one.head().readOnly() && !one.head().unique())
            .filter(one -> rights.isWritable(RecordAction.CHANGE, one.key().value()))
            .filter(one -> isSetByPeople(one.key().value()))
            .toList());
    field.setItemLabelGenerator(one -> one.title().in(UiTexts.locale()));
    field.setWidthFull();
    field.setId("bulk-field");
    var place = new Div();
    var value = new FieldEditor<?>[1];
    var empties = new Checkbox(UiTexts.of("bulk.empties"));
    empties.setId("bulk-empties");
    field.addValueChangeListener(
        event -> {
          place.removeAll();
          value[0] = editors.editor(event.getValue(), true);
          empties.setValue(false);
          place.add(value[0].component());
          if (!event.getValue().head().required()) {
            place.add(empties);
          }
        });
    var body = new Div(field, place);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("bulk.change-all"),
            _ -> {
              if (value[0] != null && isGiven(value[0], empties.getValue())) {
                dialog.close();
                change(field.getValue(), empties.getValue() ? null : value[0].value());
              }
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("bulk-save");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  /** Whether there is a value, or none is wanted; else the input says what it lacks. */
  private static boolean isGiven(FieldEditor<?> value, boolean empties) {
    value.setError(null);
    if (empties && value.unread().isEmpty() && value.value() == null) {
      return true;
    }
    if (!value.isWellTyped()) {
      value.focus();
      return false;
    }
    if (empties || value.value() == null) {
      value.setError(UiTexts.of(empties ? "bulk.value-and-empties" : "bulk.no-value"));
      value.focus();
      return false;
    }
    return true;
  }

  private void change(Field field, Object value) {
    var input =
        RecordInput.empty(form.slots()).with(form.column(field.key()).orElseThrow().slot(), value);
    UiCommands.run(() -> services.bulk.change(caller, form, ids(), input))
        .ifPresent(outcomes -> done("bulk.changed", outcomes));
  }

  private void delete() {
    var ids = ids();
    UiCommands.run(() -> services.bulk.delete(caller, form, ids))
        .ifPresent(
            outcomes -> {
              var gone = outcomes.stream().filter(Outcome::isDone).map(Outcome::id).toList();
              if (!gone.isEmpty()) {
                Toast.undoable(
                    UiTexts.of("bulk.deleted", gone.size()),
                    () -> {
                      UiCommands.run(() -> services.bulk.restore(caller, form, gone));
                      onDone.run();
                    });
              }
              refused(outcomes);
              onDone.run();
            });
  }

  private void done(String sentence, List<Outcome> outcomes) {
    Toast.done(UiTexts.of(sentence, outcomes.stream().filter(Outcome::isDone).count()));
    refused(outcomes);
    onDone.run();
  }

  /** Says which refused, and why. */
  private void refused(List<Outcome> outcomes) {
    var refused = outcomes.stream().filter(one -> !one.isDone()).toList();
    if (refused.isEmpty()) {
      return;
    }
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("bulk.refused", refused.size()));
    var list = new UnorderedList();
    refused.stream()
        .limit(50)
        .forEach(
            one ->
                list.add(
                    new ListItem(
                        chosen.getOrDefault(one.id(), "—")
                            + ": "
                            + one.problems().stream()
                                .map(UiTexts::of)
                                .collect(Collectors.joining(" ")))));
    var body = new Div(new Paragraph(UiTexts.of("bulk.refused.lead")), list);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }

  /** Whether it is not a flow's own, or the flow leaves moves of it to people. */
  private boolean isSetByPeople(String key) {
    var owned = form.links().owned(form.key()).get(key);
    return owned == null || !owned.byHand().isEmpty();
  }
}
