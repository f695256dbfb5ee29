package dev.formwork.ui.field.type;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.shared.HasClearButton;
import com.vaadin.flow.component.shared.HasTooltip;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.FieldEditor;
import java.util.List;
import java.util.Optional;

/** Makes the labelled input of a field. */
public final class FieldEditors {

  private final Caller caller;
  private final AppKey app;
  private final CompiledForms forms;
  private final RecordQueries queries;
  private final FieldDisplay display;
  private final NewTargets targets;

  public FieldEditors(
      Caller caller, AppKey app, CompiledForms forms, RecordQueries queries, FieldDisplay display) {
    this(caller, app, forms, queries, display, NewTargets.NONE);
  }

  private FieldEditors(
      Caller caller,
      AppKey app,
      CompiledForms forms,
      RecordQueries queries,
      FieldDisplay display,
      NewTargets targets) {
    this.caller = caller;
    this.app = app;
    this.forms = forms;
    this.queries = queries;
    this.display = display;
    this.targets = targets;
  }

  /** The same where lookups offer to make what is not there. */
  public FieldEditors making(NewTargets how) {
    return new FieldEditors(caller, app, forms, queries, display, how);
  }

  /** What a lookup offers where its definition narrows it; empty where it does not. */
  @FunctionalInterface
  public interface Offer {
    Optional<List<RecordRef>> of(String search, int limit, int offset);
  }

  /** An input where lookups offer all there is. */
  public FieldEditor<?> editor(Field field, boolean labelled) {
    return editor(field, labelled, (_, _, _) -> Optional.empty());
  }

  public FieldEditor<?> editor(Field field, boolean labelled, Offer offer) {
    var editor =
        FieldUis.of(field)
            .editor(
                new EditorContext(
                    display,
                    (lookup, search, limit, offset) ->
                        offer
                            .of(search, limit, offset)
                            .orElseGet(() -> offered(lookup, search, limit, offset)),
                    lookup -> target(lookup).definition().title().in(display.locale()),
                    targets));
    dress(field, editor.component(), labelled);
    if (field.head().readOnly()) {
      editor.setReadOnly(true);
    }
    return editor;
  }

  private void dress(Field field, Component component, boolean labelled) {
    var title = field.title().in(display.locale());
    if (labelled && component instanceof HasLabel labelledComponent) {
      labelledComponent.setLabel(title);
    } else {
      component.getElement().setAttribute("aria-label", title);
      component.getElement().setProperty("accessibleName", title);
    }
    if (component instanceof HasSize sized) {
      sized.setWidthFull();
    }
    if (component instanceof HasValue<?, ?> input && labelled) {
      input.setRequiredIndicatorVisible(field.head().required());
    }
    if (labelled && field.head().help() != null && component instanceof HasTooltip tooltip) {
      tooltip.setTooltipText(field.head().help().in(display.locale()).replace("`", ""));
    }
    if (component instanceof HasClearButton clearable && !field.head().required()) {
      clearable.setClearButtonVisible(
          component instanceof ComboBox<?> || component instanceof DatePicker);
    }
  }

  /** What a lookup offers that nothing narrows: all that whoever chooses may see, by title. */
  public List<RecordRef> offered(LookupField field, String search, int limit, int offset) {
    var form = target(field);
    if (!RecordAccess.to(caller, form).showsTitles()) {
      return List.of();
    }
    var query = new RecordQuery(null, search, List.of("record_title"), limit, null, offset);
    return ServiceCalls.await(() -> queries.list(caller, form, query)).items().stream()
        .map(record -> new RecordRef(record.id().value(), record.title()))
        .toList();
  }

  /** The form that a lookup looks into. */
  public CompiledForm target(LookupField field) {
    return ServiceCalls.await(() -> forms.form(caller.workspace(), app, field.form()));
  }
}
