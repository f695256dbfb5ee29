package dev.formwork.ui.record;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.Stage;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordReferences;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.script.ScriptRunResult;
import dev.formwork.core.script.ScriptService;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.text.UiTexts;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One record with everything that can be done to it; used beside the list and on its own page. */
public final class RecordPanel extends Div {

  /**
   * What the panel works with.
   *
   * @param onShare told the record that is to be shared
   * @param flows null: there are none
   */
  public record Services(
      Caller caller,
      RecordService records,
      RecordQueries queries,
      RecordPreviews previews,
      RecordReferences references,
      FieldEditors editors,
      FieldDisplay display,
      ScriptService runs,
      List<AppScript> scripts,
      Consumer<RecordId> onShare,
      FlowSection flows) {

    RecordForm.Services ofInputs() {
      return new RecordForm.Services(caller, previews, editors);
    }
  }

  /** Shows the flows of a record beneath it. */
  public interface FlowSection {

    /**
     * Whether a flow waits for a record to be submitted; not while it is under way already.
     *
     * @param record the one that was shown last; null: a new one
     */
    boolean takes(CompiledForm form, RecordId record);

    /**
     * @param onChanged told when a flow did something to the record
     */
    Component of(CompiledForm form, RecordId record, Runnable onChanged);
  }

  /** As often as this, others may be quicker. */
  private static final int MOST_TRIES = 4;

  private final transient CompiledForm form;
  private final transient Services services;
  private final transient Runnable onClose;
  private final transient Runnable onSaved;
  private final RecordForm inputs;
  private final H2 title = new H2();
  private final Div path = new Div();
  private final Div error = new Div();
  private final Div flows = new Div();
  private final Div clashArea = new Div();
  private final UnsavedBanner unsaved;
  private final Button save;
  private final Button submit;
  private final Button delete;
  private final Button print;
  private final Button share;
  private final ScriptMenu scripts;
  private final Details history = new Details(UiTexts.of("record.history"));
  private transient StoredRecord record;
  private transient ClashPanel clashes;
  private boolean edited;

  public RecordPanel(CompiledForm form, Services services, Runnable onClose, Runnable onSaved) {
    this.form = form;
    this.services = services;
    this.onClose = onClose;
    this.onSaved = onSaved;
    addClassName("fw-record");
    inputs = new RecordForm(form, services.ofInputs());
    unsaved =
        new UnsavedBanner(
            form, inputs, services.caller().zone(), UnsavedBanner.Area.BROWSER, this::clash);
    inputs.onChange(
        () -> {
          edited = true;
          unsaved.edited();
        });
    save = new Button(UiTexts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-record");
    Shortcuts.addShortcutListener(this, this::save, Key.KEY_S, KeyModifier.CONTROL)
        .listenOn(this)
        .resetFocusOnActiveElement()
        .setBrowserDefaultAllowed(false);
    delete = icon(VaadinIcon.TRASH, UiTexts.of("record.delete"), this::delete);
    delete.setId("delete-record");
    history.setId("history");
    var close = icon(VaadinIcon.CLOSE, UiTexts.of("close"), () -> leave(onClose));
    close.setId("close-record");
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    scripts =
        new ScriptMenu(
            services.scripts().stream()
                .filter(script -> form.definition().key().equals(script.form()))
                .toList(),
            this::run);
    print =
        icon(
            VaadinIcon.PRINT,
            UiTexts.of("record.print"),
            () ->
                UI.getCurrent()
                    .getPage()
                    .open("print/%s/%s/%s".formatted(form.app(), form.key(), record.id())));
    print.setId("print-record");
    share =
        icon(
            VaadinIcon.SHARE,
            UiTexts.of("record.share"),
            () -> services.onShare().accept(record.id()));
    share.setId("share");
    var head = new Div(title, scripts, print, share, delete, close);
    head.addClassName("fw-record-head");
    submit = new Button(UiTexts.of("record.submit"), _ -> submit());
    submit.setVisible(false);
    submit.setId("submit-record");
    var foot = new Div(submit, save);
    foot.addClassName("fw-record-foot");
    var body = new Div(path, error, unsaved, clashArea, flows, inputs, history);
    body.addClassName("fw-record-body");
    add(head, body, foot);
  }

  private static Button icon(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(label);
    button.setTooltipText(label);
    return button;
  }

  public void showNew() {
    record = null;
    edited = false;
    save.setVisible(!services.caller().readOnly());
    title.setText(UiTexts.of("record.new", form.definition().title().in(UiTexts.locale())));
    inputs.showNew();
    clash(List.of());
    unsaved.show(key("new"));
    delete.setVisible(false);
    print.setVisible(false);
    share.setVisible(false);
    scripts.setVisible(false);
    submit.setVisible(!services.caller().readOnly() && isSubmitted(null));
    history.setVisible(false);
    path.removeAll();
    flows.removeAll();
    error.setVisible(false);
  }

  /** Tells what is kept of this record in a browser from all else that is kept there. */
  private String key(String shown) {
    return String.join(
        "/",
        services.caller().workspace().key(),
        String.valueOf(services.caller().memberId()),
        form.app().value(),
        form.key(),
        shown);
  }

  /** Whether something was entered that is not stored. */
  public boolean isDirty() {
    return edited && !inputs.unsaved().isEmpty();
  }

  /** Leaves the record; where something is not saved, only after asking. */
  public void leave(Runnable onLeave) {
    leave(onLeave, () -> {});
  }

  /**
   * The same.
   *
   * @param onStay called instead when whoever was asked stays
   */
  public void leave(Runnable onLeave, Runnable onStay) {
    if (!isDirty()) {
      onLeave.run();
      return;
    }
    unsaved.keep();
    var ask = new ConfirmDialog();
    ask.setHeader(UiTexts.of("unsaved.title"));
    ask.setText(UiTexts.of("unsaved.lead"));
    ask.setConfirmText(UiTexts.of("save"));
    ask.addConfirmListener(
        _ -> {
          save();
          if (edited) {
            onStay.run();
          } else {
            onLeave.run();
          }
        });
    ask.setRejectable(true);
    ask.setRejectText(UiTexts.of("unsaved.leave"));
    ask.setRejectButtonTheme("tertiary");
    ask.addRejectListener(_ -> onLeave.run());
    ask.setCancelable(true);
    ask.setCancelText(UiTexts.of("unsaved.stay"));
    ask.addCancelListener(_ -> onStay.run());
    ask.setId("unsaved-leave");
    ask.open();
  }

  private void clash(List<Clash> found) {
    clashArea.removeAll();
    clashes = null;
    if (!found.isEmpty()) {
      clashes =
          new ClashPanel(
              found,
              services.display().member(record.updatedBy()),
              services.display(),
              inputs::choose);
      clashArea.add(clashes);
      clashes.scrollIntoView();
    }
  }

  private boolean isSubmitted(RecordId id) {
    return form.validations().stream().anyMatch(rule -> rule.on() == Occasion.SUBMIT)
        || services.flows() != null && services.flows().takes(form, id);
  }

  /** False when it is not there any more. */
  public boolean show(RecordId id) {
    var found = UiCommands.run(() -> services.records().get(services.caller(), form, id));
    found.ifPresent(this::show);
    return found.isPresent();
  }

  /** Shows what others or a flow made of the record, unless something was entered meanwhile. */
  public void follow() {
    if (record == null || edited) {
      return;
    }
    try {
      var now =
          ServiceCalls.await(() -> services.records().get(services.caller(), form, record.id()));
      if (now.version() != record.version()) {
        show(now);
      }
    } catch (Refusal _) {
      // It is there no more. Whoever reads it keeps it before their eyes, and is told when they
      // act.
    }
  }

  private void show(StoredRecord shown) {
    boolean other = record == null || !record.id().equals(shown.id());
    record = shown;
    edited = false;
    inputs.show(shown);
    clash(List.of());
    if (other) {
      unsaved.show(key(shown.id().toString()));
    } else {
      unsaved.renewed();
    }
    frame(shown);
  }

  /** Shows the record as it is by now; what was entered stays. */
  private List<Field> goOn(StoredRecord now) {
    record = now;
    var open = clashes == null ? List.<Clash>of() : clashes.open();
    var merge = inputs.rebase(now);
    clash(merge.withOpen(open, form, now.data()));
    unsaved.renewed();
    unsaved.edited();
    frame(now);
    return merge.theirs();
  }

  private void refresh() {
    UiCommands.run(() -> services.records().get(services.caller(), form, record.id()))
        .ifPresent(
            now -> {
              if (isDirty()) {
                goOn(now);
              } else {
                show(now);
              }
            });
  }

  /** What stands around the inputs. */
  private void frame(StoredRecord shown) {
    title.setText(shown.title().isEmpty() ? "—" : shown.title());
    var recordVisibility = shown.sight();
    boolean changes = recordVisibility.may(RecordAction.CHANGE) && !services.caller().readOnly();
    save.setVisible(changes);
    delete.setVisible(recordVisibility.may(RecordAction.DELETE) && !services.caller().readOnly());
    print.setVisible(recordVisibility.may(RecordAction.PRINT));
    share.setVisible(recordVisibility.may(RecordAction.SHARE) && !services.caller().readOnly());
    scripts.setVisible(scripts.isOffered() && changes);
    showFlows();
    submit.setVisible(changes && isSubmitted(shown.id()));
    error.setVisible(false);
    path.removeAll();
    form.definition()
        .stageField()
        .filter(
            field ->
                recordVisibility.right(form.definition().fields().indexOf(field))
                    != FieldRight.HIDDEN)
        .ifPresent(
            field ->
                path.add(
                    new StagePath(
                        field,
                        (String) shown.data().get(form.definition().fields().indexOf(field)),
                        stage -> move(field.key(), stage))));
    showHistory();
  }

  private void showFlows() {
    flows.removeAll();
    if (services.flows() != null) {
      flows.add(
          services
              .flows()
              .of(
                  form,
                  record.id(),
                  () -> {
                    refresh();
                    onSaved.run();
                  }));
    }
  }

  private void showHistory() {
    history.setVisible(record.sight().may(RecordAction.HISTORY));
    history.removeAll();
    if (!record.sight().may(RecordAction.HISTORY)) {
      return;
    }
    var changes =
        ServiceCalls.await(() -> services.queries().history(services.caller(), form, record.id()));
    history.add(new RecordHistoryList(form, changes, services.display()));
  }

  private void move(FieldKey field, Stage stage) {
    var input =
        RecordInput.empty(form.slots()).with(form.column(field).orElseThrow().slot(), stage.key());
    UiCommands.run(
            () -> services.records().change(services.caller(), form, record.id(), null, input))
        .ifPresent(
            moved -> {
              refresh();
              Toast.done(
                  UiTexts.of("board.moved", moved.title(), stage.title().in(UiTexts.locale())));
              onSaved.run();
            });
  }

  /**
   * Whether what was entered can be stored as it stands; else whoever wanted to is told why not.
   */
  private boolean isReady() {
    var unread = inputs.unread();
    if (!unread.isEmpty()) {
      failed(UiTexts.of("record.unread", String.join(", ", unread)));
    }
    return unread.isEmpty() && (clashes == null || clashes.isDecided());
  }

  /**
   * Stores what was entered. What others changed meanwhile comes in first; it is the same again
   * then, unless both changed one field.
   *
   * @param how goes by the version of the record as it is by then
   */
  private StoredRecord stored(Function<RecordInput, Uni<StoredRecord>> how) {
    for (int tries = 1; ; tries++) {
      try {
        var input = inputs.input();
        return ServiceCalls.await(() -> how.apply(input));
      } catch (Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.STALE || record == null || tries == MOST_TRIES) {
          throw refusal;
        }
        var now =
            ServiceCalls.await(() -> services.records().get(services.caller(), form, record.id()));
        var theirs = goOn(now);
        if (clashes != null) {
          throw refusal;
        }
        tellMerged(theirs, now);
      }
    }
  }

  private void tellMerged(List<Field> theirs, StoredRecord now) {
    if (!theirs.isEmpty()) {
      Toast.done(
          UiTexts.of(
              "record.merged",
              services.display().member(now.updatedBy()),
              theirs.stream()
                  .map(field -> field.title().in(UiTexts.locale()))
                  .collect(Collectors.joining(", "))));
    }
  }

  private void save() {
    if (!isReady()) {
      return;
    }
    try {
      var saved =
          stored(
              input ->
                  record == null
                      ? services.records().create(services.caller(), form, input)
                      : changed(input));
      Toast.done(UiTexts.of("record.saved"));
      showMade(saved);
    } catch (Refusal refusal) {
      refused(refusal);
    }
  }

  private Uni<StoredRecord> changed(RecordInput input) {
    return services.records().change(services.caller(), form, record.id(), record.version(), input);
  }

  /** Whoever may only add records sees no more of them. */
  private void showMade(StoredRecord made) {
    unsaved.saved();
    edited = false;
    if (made.sight().may(RecordAction.READ)) {
      show(ServiceCalls.await(() -> services.records().get(services.caller(), form, made.id())));
    } else {
      onClose.run();
    }
    onSaved.run();
  }

  /** Sends the record on its way: what may be open until then must be there. */
  private void submit() {
    if (!isReady()) {
      return;
    }
    try {
      var sent =
          stored(
              input ->
                  record == null
                      ? services.records().createAndSubmit(services.caller(), form, input)
                      : services
                          .records()
                          .submit(services.caller(), form, record.id(), record.version(), input));
      Toast.done(UiTexts.of("record.submitted"));
      showMade(sent);
    } catch (Refusal refusal) {
      refused(refusal);
    }
  }

  /** What is written is saved first: the script works on the record as it is stored. */
  private void run(AppScript script) {
    if (!isReady()) {
      return;
    }
    try {
      record = stored(this::changed);
      unsaved.saved();
      var given =
          DefinitionJson.mapper()
              .createObjectNode()
              .put("form", form.key())
              .put("id", record.id().toString())
              .toString();
      var outcome =
          ServiceCalls.await(
              () -> services.runs().run(services.caller(), form.app(), script.key(), given));
      onSaved.run();
      if (isThere()) {
        show(record.id());
      } else {
        onClose.run();
      }
      tell(script, outcome);
    } catch (Refusal refusal) {
      refused(refusal);
    }
  }

  /** Whether a script left the record where it was. */
  private boolean isThere() {
    try {
      ServiceCalls.await(() -> services.records().get(services.caller(), form, record.id()));
      return true;
    } catch (Refusal _) {
      return false;
    }
  }

  private void tell(AppScript script, ScriptRunResult outcome) {
    var name = script.title().in(UiTexts.locale());
    if (outcome.error() != null) {
      failed(UiTexts.of("script.failed", name, UiTexts.of(outcome.error()), outcome.changes()));
      return;
    }
    var result = ScriptResult.of(outcome.result());
    Toast.done(
        result.message() == null
            ? UiTexts.of("script.done", name)
            : result.message().in(UiTexts.locale()));
    if (result.form() != null) {
      UI.getCurrent().navigate("app/" + form.app() + "/" + result.form() + "/" + result.id());
    }
  }

  /** Here, unless the record went and the panel with it. */
  private void failed(String sentence) {
    if (!isAttached()) {
      Toast.refused(sentence);
      return;
    }
    error.removeAll();
    error.add(new Span(sentence));
    error.setVisible(true);
    error.scrollIntoView();
  }

  private void refused(Refusal refusal) {
    if (refusal.kind() == Refusal.Kind.STALE && clashes != null) {
      return;
    }
    var elsewhere = inputs.showProblems(refusal.problems());
    error.removeAll();
    error.add(
        new Span(
            elsewhere.isEmpty() ? UiTexts.of("record.fix-values") : String.join("\n", elsewhere)));
    if (refusal.kind() == Refusal.Kind.STALE) {
      error.add(new Button(UiTexts.of("record.reload"), _ -> show(record.id())));
    }
    error.setVisible(true);
    error.scrollIntoView();
  }

  /** What points to the record is said before it goes; it would go on pointing there. */
  private void delete() {
    var pointing =
        ServiceCalls.await(() -> services.references().to(services.caller(), form, record.id()));
    if (pointing.isEmpty()) {
      remove();
      return;
    }
    var list = new UnorderedList();
    pointing.forEach(reference -> list.add(new ListItem(told(reference))));
    var ask = new ConfirmDialog();
    ask.setHeader(UiTexts.of("record.pointed-to", record.title()));
    ask.setText(list);
    ask.setCancelable(true);
    ask.setCancelText(UiTexts.of("cancel"));
    ask.setConfirmText(UiTexts.of("record.delete"));
    ask.addConfirmListener(_ -> remove());
    ask.open();
  }

  private static String told(RecordReferences.RecordReference reference) {
    var told =
        UiTexts.of(
            "record.pointing",
            reference.form().definition().title().in(UiTexts.locale()),
            reference.fieldTitle().in(UiTexts.locale()),
            reference.count());
    return reference.names().isEmpty() ? told : told + " · " + String.join(", ", reference.names());
  }

  private void remove() {
    var deleted = record;
    if (UiCommands.done(
        () -> services.records().delete(services.caller(), form, deleted.id(), null, false))) {
      Toast.undoable(
          UiTexts.of("record.deleted", deleted.title()),
          () -> {
            UiCommands.run(() -> services.records().restore(services.caller(), form, deleted.id()));
            onSaved.run();
          });
      onSaved.run();
      onClose.run();
    }
  }
}
