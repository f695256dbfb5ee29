package dev.formwork.ui.record;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.field.type.NewTargets;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.Consumer;

/** Makes the record that a lookup is to point to in a dialog over the form that is being filled. */
public final class NewTargetDialogs implements NewTargets {

  private final Caller caller;
  private final RecordService records;
  private final RecordPreviews previews;
  private final FieldEditors editors;

  public NewTargetDialogs(
      Caller caller, RecordService records, RecordPreviews previews, FieldEditors editors) {
    this.caller = caller;
    this.records = records;
    this.previews = previews;
    this.editors = editors;
  }

  @Override
  public boolean mayMake(LookupField field) {
    if (caller.readOnly()) {
      return false;
    }
    var rights = RecordAccess.to(caller, editors.target(field));
    return rights.may(RecordAction.CREATE) && rights.may(RecordAction.READ) && rights.showsTitles();
  }

  @Override
  public void make(LookupField field, String name, Consumer<RecordRef> onMade) {
    var form = editors.target(field);
    var inputs = new RecordForm(form, new RecordForm.Services(caller, previews, editors));
    inputs.showNew();
    inputs.enterTitle(name);
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("record.new", form.definition().title().in(UiTexts.locale())));
    dialog.setCloseOnOutsideClick(false);
    dialog.setCloseOnEsc(false);
    dialog.setWidth("min(44rem, 96vw)");
    var error = new Div();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var body = new Div(error, inputs);
    body.addClassNames("fw-dialog-body", "fw-dialog-form");
    dialog.add(body);
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> {
              var problems = store(form, inputs, made -> onMade.accept(reference(made)));
              if (problems.isEmpty()) {
                dialog.close();
                Toast.done(UiTexts.of("record.saved"));
              } else {
                error.setText(String.join("\n", problems));
                error.setVisible(true);
                error.scrollIntoView();
              }
            });
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-target");
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), save);
    dialog.open();
  }

  /** What stands in the way; empty when it was stored. */
  private List<String> store(
      CompiledForm form, RecordForm inputs, Consumer<StoredRecord> onStored) {
    var unread = inputs.unread();
    if (!unread.isEmpty()) {
      return List.of(UiTexts.of("record.unread", String.join(", ", unread)));
    }
    try {
      var input = inputs.input();
      onStored.accept(ServiceCalls.await(() -> records.create(caller, form, input)));
      return List.of();
    } catch (Refusal refusal) {
      var elsewhere = inputs.showProblems(refusal.problems());
      return elsewhere.isEmpty() ? List.of(UiTexts.of("record.fix-values")) : elsewhere;
    }
  }

  private static RecordRef reference(StoredRecord made) {
    return new RecordRef(made.id().value(), made.title());
  }
}
