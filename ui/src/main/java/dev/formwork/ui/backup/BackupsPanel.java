package dev.formwork.ui.backup;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.shared.Registration;
import dev.formwork.core.access.Caller;
import dev.formwork.core.backup.BackupPlan;
import dev.formwork.core.backup.BackupRun;
import dev.formwork.core.backup.Backups;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When backups are made, a button for one now, and those that there are. */
public final class BackupsPanel extends Div {

  private static final int LOOK_EVERY_MS = 1_500;
  private static final int NEVER = -1;

  private final transient Backups backups;
  private final transient Caller caller;
  private final Div list = new Div();
  private final Checkbox on = new Checkbox(UiTexts.of("backups.on"));
  private final Select<LocalTime> at = new Select<>();
  private final IntegerField kept = new IntegerField(UiTexts.of("backups.kept"));
  private Registration looking;

  public BackupsPanel(Backups backups, Caller caller) {
    this.backups = backups;
    this.caller = caller;
    var lead = new Paragraph(UiTexts.of("backups.lead", backups.folder()));
    lead.addClassName("fw-muted");
    var restore = new Paragraph(UiTexts.of("backups.restore"));
    restore.addClassName("fw-muted");
    list.addClassName("fw-backups");
    list.setId("backups");
    add(lead, plan(), now(), list, restore);
  }

  private Div plan() {
    var plan = ServiceCalls.await(() -> backups.plan(caller));
    on.setValue(plan.isOn());
    on.setId("backups-on");
    at.setLabel(UiTexts.of("backups.at", plan.zone().getId()));
    at.setItems(times(plan.at()));
    at.setValue(plan.at());
    at.setId("backups-at");
    kept.setMin(1);
    kept.setMax(BackupPlan.MOST_KEPT);
    kept.setStepButtonsVisible(true);
    kept.setValue(plan.kept());
    kept.setId("backups-kept");
    var save =
        new Button(
            UiTexts.of("save"),
            _ -> {
              if (kept.getValue() == null || kept.isInvalid()) {
                kept.setInvalid(true);
                kept.focus();
              } else if (UiCommands.done(
                  () ->
                      backups.replan(
                          caller,
                          new BackupPlan(
                              on.getValue(), at.getValue(), plan.zone(), kept.getValue())))) {
                Toast.done(UiTexts.of("backups.saved"));
              }
            });
    save.setId("backups-save");
    var line = new Div(on, at, kept, save);
    line.addClassName("fw-calendar-adder");
    return line;
  }

  /** Every half hour, and the one that was chosen elsewhere. */
  private static List<LocalTime> times(LocalTime chosen) {
    return Stream.concat(
            IntStream.range(0, 48).mapToObj(half -> LocalTime.MIDNIGHT.plusMinutes(30L * half)),
            Stream.of(chosen))
        .distinct()
        .sorted()
        .toList();
  }

  private Button now() {
    var make =
        new Button(
            UiTexts.of("backups.make"),
            VaadinIcon.DOWNLOAD_ALT.create(),
            _ -> {
              if (UiCommands.run(() -> backups.make(caller)).isPresent()) {
                show();
              }
            });
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.setId("backups-make");
    return make;
  }

  private void show() {
    var runs = ServiceCalls.await(() -> backups.runs(caller));
    list.removeAll();
    if (runs.isEmpty()) {
      var none = new Paragraph(UiTexts.of("backups.none"));
      none.addClassName("fw-muted");
      list.add(none);
    }
    runs.forEach(run -> list.add(line(run)));
    look(runs.stream().anyMatch(run -> run.finishedAt() == null));
  }

  /** As long as one is under way. */
  private void look(boolean again) {
    getUI().ifPresent(ui -> ui.setPollInterval(again ? LOOK_EVERY_MS : NEVER));
  }

  @Override
  protected void onAttach(AttachEvent event) {
    looking = event.getUI().addPollListener(_ -> show());
    show();
  }

  @Override
  protected void onDetach(DetachEvent event) {
    looking.remove();
    event.getUI().setPollInterval(NEVER);
  }

  private Div line(BackupRun run) {
    var badge = new Span(UiTexts.of(state(run)));
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", color(run));
    var remove =
        new Button(
            VaadinIcon.TRASH.create(),
            _ -> {
              if (run.isWhole()) {
                ask(run);
              } else {
                remove(run);
              }
            });
    remove.addThemeVariants(
        ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON, ButtonVariant.LUMO_SMALL);
    remove.setAriaLabel(UiTexts.of("backups.remove", run.fileName()));
    remove.setVisible(run.finishedAt() != null);
    var line = new Div(new Span(time(run)), badge, new Span(words(run)), remove);
    line.addClassName("fw-calendar-line");
    return line;
  }

  private static String state(BackupRun run) {
    if (run.finishedAt() == null) {
      return "backups.running";
    }
    return run.isWhole() ? "backups.whole" : "backups.failed";
  }

  private static String color(BackupRun run) {
    if (run.finishedAt() == null) {
      return "blue";
    }
    return run.isWhole() ? "green" : "red";
  }

  private String time(BackupRun run) {
    Instant shown = run.asOf() == null ? run.askedAt() : run.asOf();
    return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
        .localizedBy(UiTexts.locale())
        .withZone(caller.zone())
        .format(shown);
  }

  private static String words(BackupRun run) {
    if (run.finishedAt() == null) {
      return run.fileName();
    }
    return run.isWhole()
        ? UiTexts.of("backups.line", run.fileName(), size(run.size()), run.rows(), run.node())
        : run.error();
  }

  private static String size(long bytes) {
    return bytes < 1 << 20 ? (bytes >> 10) + 1 + " KB" : (bytes >> 20) + " MB";
  }

  private void ask(BackupRun run) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(UiTexts.of("backups.remove.title"));
    dialog.setText(UiTexts.of("backups.remove.text", run.fileName()));
    dialog.setCancelable(true);
    dialog.setCancelText(UiTexts.of("cancel"));
    dialog.setConfirmText(UiTexts.of("backups.remove.title"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(_ -> remove(run));
    dialog.open();
  }

  private void remove(BackupRun run) {
    if (UiCommands.done(() -> backups.remove(caller, run.id()))) {
      show();
    }
  }
}
