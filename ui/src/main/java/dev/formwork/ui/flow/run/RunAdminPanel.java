package dev.formwork.ui.flow.run;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.instance.InstanceCard;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.flow.text.StepTitles;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.instance.InstanceView.HistoryLine;
import dev.formwork.workflow.instance.InstanceView.OpenTask;
import io.smallrye.mutiny.Uni;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run for an administrator: input and output of each step, and actions such as retry, reassign,
 * terminate.
 */
final class RunAdminPanel extends Div {

  private final transient ProcessServices services;
  private final transient Caller caller;
  private final transient UUID id;
  private final transient Runnable onClose;
  private final transient Runnable onActed;

  RunAdminPanel(
      ProcessServices services, Caller caller, UUID id, Runnable onClose, Runnable onActed) {
    this.services = services;
    this.caller = caller;
    this.id = id;
    this.onClose = onClose;
    this.onActed = onActed;
    addClassNames("fw-record", "fw-task-panel");
    build();
  }

  private void build() {
    removeAll();
    UiCommands.run(() -> services.flows.instance(caller, id)).ifPresent(this::show);
  }

  private void show(InstanceView view) {
    var title =
        new H2(
            view.title() == null || view.title().isBlank()
                ? view.flowTitle().in(UiTexts.locale())
                : view.title());
    var head = new Div(title, FlowInputs.icon(VaadinIcon.CLOSE, UiTexts.of("close"), onClose));
    head.addClassName("fw-record-head");
    var body = new Div(levers(view), new InstanceCard(services, caller, view, true, onActed));
    body.addClassName("fw-record-body");
    var work = new Div();
    work.addClassName("fw-run-work");
    var relativeTime = new RelativeTime(caller.zone());
    view.history().stream()
        .filter(entry -> entry.kind().equals("worked") || entry.kind().equals("failed"))
        .forEach(entry -> work.add(work(view, entry, relativeTime)));
    if (work.getChildren().findAny().isPresent()) {
      body.add(new H2(UiTexts.of("run.steps")), work);
    }
    add(head, body);
  }

  /** What a step did: in, out, how long, and what went wrong. */
  private static Details work(InstanceView view, HistoryLine entry, RelativeTime relativeTime) {
    var detail = entry.detail();
    var name = new Span(entry.step() == null ? "" : StepTitles.of(view.definition(), entry.step()));
    name.addClassName("fw-strong");
    var state =
        new Span(UiTexts.of(entry.kind().equals("failed") ? "run.step.failed" : "run.step.done"));
    state.addClassName("fw-badge");
    state.getElement().setAttribute("data-color", entry.kind().equals("failed") ? "red" : "green");
    var summary = new Div(name, state, relativeTime.ago(entry.at()));
    summary.addClassName("fw-instance-head");
    if (detail != null && detail.path("millis").isNumber()) {
      summary.add(new Span(UiTexts.of("run.millis", detail.path("millis").asLong())));
    }
    var body = new Div();
    if (entry.comment() != null) {
      body.add(new Div(entry.comment()));
    }
    if (detail != null) {
      var given = new Pre(detail.toPrettyString());
      // Long lines scroll, also by keyboard.
      given
          .getElement()
          .setAttribute("tabindex", "0")
          .setAttribute("role", "group")
          .setAttribute("aria-label", name.getText());
      body.add(given);
    }
    body.addClassName("fw-run-detail");
    var details = new Details(summary, body);
    details.setWidthFull();
    return details;
  }

  private Div levers(InstanceView view) {
    var levers = new Div();
    levers.addClassName("fw-actions");
    if (caller.readOnly()) {
      return levers;
    }
    if (view.status() == InstanceStatus.FAILED) {
      levers.add(
          lever(
              "retry",
              ButtonVariant.LUMO_PRIMARY,
              () -> run(() -> services.runs.retry(caller, id))));
    }
    if (view.status().isOver()) {
      levers.add(
          lever(
              "replay",
              ButtonVariant.LUMO_TERTIARY,
              () -> UiCommands.run(() -> services.runs.replay(caller, id)).ifPresent(_ -> done())));
      return levers;
    }
    view.open().forEach(task -> levers.add(reassign(view, task)));
    levers.add(
        lever(
            "jump",
            ButtonVariant.LUMO_TERTIARY,
            () ->
                choose(
                    "run.jump",
                    steps(view),
                    step -> run(() -> services.runs.jump(caller, id, step)))),
        lever("terminate", ButtonVariant.LUMO_ERROR, this::terminate));
    return levers;
  }

  /** Of several tasks, each lever says whose and at which step. */
  private Button reassign(InstanceView view, OpenTask task) {
    var lever =
        lever(
            "reassign",
            ButtonVariant.LUMO_TERTIARY,
            () ->
                choose(
                    "run.reassign",
                    members(),
                    to ->
                        run(
                            () ->
                                services.runs.reassign(
                                    caller,
                                    view.id(),
                                    task.task(),
                                    new MemberId(UUID.fromString(to))))));
    if (view.open().size() > 1) {
      var holder = ProcessServices.names(caller).getOrDefault(task.member(), "?");
      lever.setText(
          UiTexts.of("run.reassign.of", StepTitles.of(view.definition(), task.step()), holder));
      lever.setId("run-reassign-" + task.task());
    }
    return lever;
  }

  private Button lever(String word, ButtonVariant variant, Runnable action) {
    var button = new Button(UiTexts.of("run." + word), _ -> action.run());
    button.addThemeVariants(variant, ButtonVariant.LUMO_SMALL);
    button.setId("run-" + word);
    return button;
  }

  private void run(Supplier<Uni<Void>> command) {
    if (UiCommands.done(command)) {
      done();
    }
  }

  private void done() {
    Toast.done(UiTexts.of("run.done"));
    build();
    onActed.run();
  }

  private void terminate() {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("run.terminate"));
    var reason = new TextField(UiTexts.of("run.reason"));
    reason.setWidthFull();
    reason.setId("run-reason");
    dialog.add(new Div(reason));
    var end =
        new Button(
            UiTexts.of("run.terminate"),
            _ -> {
              if (reason.getValue().isBlank()) {
                reason.setErrorMessage(UiTexts.of("run.reason.missing"));
                reason.setInvalid(true);
                return;
              }
              var why = reason.getValue().strip();
              dialog.close();
              run(() -> services.runs.terminate(caller, id, why));
            });
    end.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), end);
    dialog.open();
  }

  private Map<String, String> members() {
    var found = new LinkedHashMap<String, String>();
    caller.people().standings().stream()
        .filter(Membership::active)
        .forEach(one -> found.put(one.member().toString(), one.name()));
    return found;
  }

  private static Map<String, String> steps(InstanceView view) {
    var found = new LinkedHashMap<String, String>();
    StepTree.all(view.definition().steps())
        .map(Step::key)
        .forEach(key -> found.put(key, StepTitles.of(view.definition(), key)));
    return found;
  }

  private static void choose(String title, Map<String, String> offered, Consumer<String> onChoice) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of(title));
    var choice = new ComboBox<String>(UiTexts.of(title + ".to"));
    choice.setItems(offered.keySet());
    choice.setItemLabelGenerator(offered::get);
    choice.setWidth("min(24rem, 80vw)");
    choice.setAutofocus(true);
    dialog.add(new Div(choice));
    var done =
        new Button(
            UiTexts.of(title),
            _ -> {
              if (choice.getValue() != null) {
                dialog.close();
                onChoice.accept(choice.getValue());
              }
            });
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    dialog.getFooter().add(new Button(UiTexts.of("cancel"), _ -> dialog.close()), done);
    dialog.open();
  }
}
