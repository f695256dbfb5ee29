package dev.formwork.ui.flow.tryout;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.data.provider.Query;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.record.RecordForm;
import dev.formwork.ui.text.UiTexts;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The record that a draft is tried on: an existing one, or a generated sample. One is preselected,
 * so that a try-out can begin at once.
 */
final class TryOutInput {

  private enum Kind {
    RECORD,
    SAMPLE
  }

  private final FlowContext tools;
  private final CompiledForm form;
  private final RadioButtonGroup<Kind> kind = new RadioButtonGroup<>();
  private final ComboBox<RecordRef> record = new ComboBox<>(UiTexts.of("try.record"));
  private final Div sample = new Div();
  private final Div error = new Div();
  private RecordForm inputs;

  /**
   * @param onChosen told when another kind of case is wanted
   */
  TryOutInput(FlowContext tools, CompiledForm form, Runnable onChosen) {
    this.tools = tools;
    this.form = form;
    kind.setItems(Kind.values());
    kind.setItemLabelGenerator(
        one -> UiTexts.of("try.kind." + one.name().toLowerCase(Locale.ROOT)));
    kind.setLabel(UiTexts.of("try.kind"));
    kind.setId("try-kind");
    record.setItemLabelGenerator(RecordRef::toString);
    record.setItems(
        (Query<RecordRef, String> wanted) ->
            records(wanted.getFilter().orElse(""), wanted.getLimit(), wanted.getOffset()));
    record.setId("try-record");
    sample.addClassName("fw-try-sample");
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    if (RecordAccess.to(tools.caller(), form).may(RecordAction.READ)) {
      records("", 1, 0).findFirst().ifPresent(record::setValue);
    }
    kind.setVisible(record.getValue() != null);
    kind.setValue(record.getValue() == null ? Kind.SAMPLE : Kind.RECORD);
    choose();
    kind.addValueChangeListener(
        _ -> {
          choose();
          onChosen.run();
        });
  }

  private Stream<RecordRef> records(String search, int limit, int offset) {
    var query = new RecordQuery(null, search, List.of("-updated_at"), limit, null, offset);
    return ServiceCalls.await(() -> tools.queries().list(tools.caller(), form, query))
        .items()
        .stream()
        .map(one -> new RecordRef(one.id().value(), one.title()));
  }

  private void choose() {
    record.setVisible(!isSample());
    sample.setVisible(isSample());
    if (isSample() && inputs == null) {
      makeUp();
    }
  }

  private boolean isSample() {
    return kind.getValue() == Kind.SAMPLE;
  }

  /** Whoever designs a flow may make a sample, also where they may make no real record. */
  private Caller author() {
    if (RecordAccess.to(tools.caller(), form).may(RecordAction.CREATE)) {
      return tools.caller();
    }
    var making =
        new PermissionSet(
            "sample",
            Title.of("Sample"),
            Grantees.all(),
            Set.of(RecordAction.CREATE),
            Map.of(),
            FieldRight.WRITE,
            null,
            true);
    return tools.caller().atTask(new Caller.Guest(tools.app(), form.definition().key(), making));
  }

  private void makeUp() {
    var author = author();
    var display =
        new FieldDisplay(UiTexts.locale(), author.zone(), ProcessServices.names(tools.caller()));
    var editors =
        new FieldEditors(tools.caller(), tools.app(), tools.compiled(), tools.queries(), display);
    inputs = new RecordForm(form, new RecordForm.Services(author, tools.previews(), editors));
    inputs.showSuggested(
        new SampleValues(
            OffsetDateTime.now(author.zone()),
            author.zone(),
            MemberId.valueOrNull(author.memberId()),
            field -> editors.offered(field, "", 1, 0).stream().findFirst().orElse(null)));
    inputs.addClassName("fw-form-brief");
    sample.add(new H3(UiTexts.of("try.sample")), error, inputs);
    error.setVisible(false);
  }

  RadioButtonGroup<?> kinds() {
    return kind;
  }

  ComboBox<RecordRef> choice() {
    return record;
  }

  /** The fields of the sample. */
  Div inputs() {
    return sample;
  }

  /** Null for a sample. */
  RecordId record() {
    return isSample() ? null : new RecordId(record.getValue().id());
  }

  /** Null for a record. */
  RecordInput sample() {
    return isSample() ? inputs.input() : null;
  }

  /** Says what is missing before one can begin. */
  boolean isReady() {
    if (isSample()) {
      var unread = inputs.unread();
      error.setText(UiTexts.of("try.unread", String.join(", ", unread)));
      error.setVisible(!unread.isEmpty());
      return unread.isEmpty();
    }
    boolean ready = record.getValue() != null;
    record.setInvalid(!ready);
    record.setErrorMessage(ready ? null : UiTexts.of("try.record.missing"));
    return ready;
  }

  /** Whether these are about what the sample holds; then they stand beside it. */
  boolean told(List<Problem> problems) {
    if (!isSample()) {
      return false;
    }
    var elsewhere = inputs.showProblems(problems);
    error.setText(
        elsewhere.isEmpty() ? UiTexts.of("record.fix-values") : String.join("\n", elsewhere));
    error.setVisible(true);
    error.scrollIntoView();
    return true;
  }
}
