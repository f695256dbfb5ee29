package dev.formwork.ui.importing;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.formwork.core.access.Caller;
import dev.formwork.core.importexport.ImportFailure;
import dev.formwork.core.importexport.ImportRun;
import dev.formwork.core.importexport.ImportService;
import dev.formwork.core.importexport.KeptRecord;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An import as it runs, and its report. Leaving the page does not stop it. */
final class ImportProgress extends Div {

  private static final long LOOK_EVERY_MS = 400;
  private static final int SHOWN_FAILURES = 500;
  private static final int ROWS_WITHOUT_SCROLLING = 6;

  /** One thread looks for all visitors; each look is short. */
  private static final ScheduledExecutorService LOOKOUT =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "import-progress");
            thread.setDaemon(true);
            return thread;
          });

  private final transient Caller caller;
  private final transient ImportService imports;
  private final UUID id;
  private final transient UI ui;
  private final String listPath;
  private final transient Runnable onAnother;
  private final ProgressBar bar = new ProgressBar();
  private final Paragraph words = new Paragraph();
  private volatile boolean stopped;

  ImportProgress(
      Caller caller, ImportService imports, UUID id, UI ui, String listPath, Runnable onAnother) {
    this.caller = caller;
    this.imports = imports;
    this.id = id;
    this.ui = ui;
    this.listPath = listPath;
    this.onAnother = onAnother;
    addClassName("fw-card-panel");
    words.getElement().setAttribute("role", "status");
    bar.getElement().setAttribute("aria-label", UiTexts.of("import.running"));
    begin("import.running");
  }

  void start() {
    LOOKOUT.schedule(this::look, 100, TimeUnit.MILLISECONDS);
  }

  void stop() {
    stopped = true;
  }

  private void look() {
    if (stopped) {
      return;
    }
    var run = ServiceCalls.await(() -> imports.run(caller, id));
    ui.access(() -> show(run));
    if (!run.isOver()) {
      LOOKOUT.schedule(this::look, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
    }
  }

  private void show(ImportRun run) {
    if (run.isOver()) {
      report(run);
      return;
    }
    bar.setValue(run.progress());
    if (run.state() == ImportRun.State.UNDOING) {
      words.setText(
          UiTexts.of(
              "import.undo.progress", run.undone() + run.kept(), run.created() + run.updated()));
      return;
    }
    var spent = Duration.between(run.startedAt(), OffsetDateTime.now(ZoneOffset.UTC)).toSeconds();
    long left = run.nextRow() == 0 ? 0 : spent * (run.totalRows() - run.nextRow()) / run.nextRow();
    words.setText(UiTexts.of("import.progress", run.nextRow(), run.totalRows(), left));
  }

  /** Shows that it works, as long as it does. */
  private void begin(String title) {
    removeAll();
    bar.setValue(0);
    words.setText("");
    add(new H2(UiTexts.of(title)), bar, words);
  }

  private static String title(ImportRun run) {
    return switch (run.state()) {
      case DONE -> "import.done";
      case FAILED -> "import.failed";
      case UNDONE -> "import.undone.title";
      case RUNNING -> "import.running";
      case UNDOING -> "import.undo.running";
    };
  }

  private void report(ImportRun run) {
    removeAll();
    add(new H2(UiTexts.of(title(run))), new Paragraph(run.fileName()));
    if (run.error() != null) {
      add(new Paragraph(run.error()));
    }
    var figures =
        new Div(
            figure("created", run.created()),
            figure("updated", run.updated()),
            figure("unchanged", run.unchanged()),
            figure("failed", run.failed()));
    if (run.undone() + run.kept() > 0) {
      figures.add(figure("undone", run.undone()), figure("kept", run.kept()));
    }
    figures.addClassName("fw-summary");
    figures.setId("import-report");
    add(figures);
    if (run.kept() > 0) {
      add(new Paragraph(UiTexts.of("import.kept.lead")), keptRecords());
    }
    if (run.failed() > 0) {
      add(failures(), download());
    }
    var open = new Button(UiTexts.of("import.open-list"), _ -> ui.navigate(listPath));
    open.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    open.setId("open-list");
    var actions = new Div(new Button(UiTexts.of("import.another"), _ -> onAnother.run()), open);
    if (run.isUndoable()) {
      var undo = new Button(UiTexts.of("import.undo"), _ -> askToUndo(run));
      undo.setId("undo-import");
      actions.addComponentAsFirst(undo);
    }
    actions.addClassName("fw-actions");
    add(actions);
  }

  private void askToUndo(ImportRun run) {
    var ask =
        new ConfirmDialog(
            UiTexts.of("import.undo"),
            UiTexts.of("import.undo.ask", run.created(), run.updated()),
            UiTexts.of("import.undo"),
            _ -> undo());
    ask.setCancelable(true);
    ask.setCancelText(UiTexts.of("cancel"));
    ask.open();
  }

  private void undo() {
    if (UiCommands.done(() -> imports.undo(caller, id))) {
      begin("import.undo.running");
      start();
    }
  }

  private static Div figure(String name, int count) {
    var number = new Span(String.format(UiTexts.locale(), "%,d", count));
    number.addClassName("fw-figure-value");
    number.getElement().setAttribute("data-figure", name);
    var label = new Span(UiTexts.of("import." + name));
    label.addClassName("fw-figure-label");
    var figure = new Div(number, label);
    figure.addClassName("fw-figure");
    return figure;
  }

  private Grid<ImportFailure> failures() {
    var grid = new Grid<ImportFailure>();
    grid.setItems(ServiceCalls.await(() -> imports.failures(caller, id, SHOWN_FAILURES)));
    grid.addColumn(ImportFailure::row)
        .setHeader(UiTexts.of("import.row"))
        .setWidth("5rem")
        .setFlexGrow(0);
    grid.addColumn(ImportFailure::column).setHeader(UiTexts.of("import.column"));
    grid.addColumn(ImportFailure::value).setHeader(UiTexts.of("import.value"));
    grid.addColumn(ImportFailure::message).setHeader(UiTexts.of("import.reason")).setFlexGrow(3);
    return sized(grid);
  }

  private Grid<KeptRecord> keptRecords() {
    var grid = new Grid<KeptRecord>();
    grid.setItems(ServiceCalls.await(() -> imports.kept(caller, id, SHOWN_FAILURES)));
    grid.addComponentColumn(this::record).setHeader(UiTexts.of("import.record"));
    grid.addColumn(KeptRecord::message).setHeader(UiTexts.of("import.reason")).setFlexGrow(3);
    grid.setId("kept-records");
    return sized(grid);
  }

  private Anchor record(KeptRecord kept) {
    var title = kept.title().isEmpty() ? kept.id().toString() : kept.title();
    var link = new Anchor(listPath + "/" + kept.id(), title);
    link.addClassName("fw-cell-link");
    return link;
  }

  /** As high as its rows, up to some; it is scrolled from there. */
  private static <T> Grid<T> sized(Grid<T> grid) {
    grid.setAllRowsVisible(grid.getListDataView().getItemCount() <= ROWS_WITHOUT_SCROLLING);
    grid.setMaxHeight("18rem");
    return grid;
  }

  private Anchor download() {
    var handler =
        DownloadHandler.fromInputStream(
            _ -> {
              var csv =
                  ServiceCalls.await(() -> imports.failedRows(caller, id))
                      .getBytes(StandardCharsets.UTF_8);
              return new DownloadResponse(
                  new ByteArrayInputStream(csv),
                  "failed-rows.csv",
                  "text/csv; charset=utf-8",
                  csv.length);
            });
    var link = new Anchor(handler, AttachmentType.DOWNLOAD, UiTexts.of("import.download"));
    link.addClassName("fw-link");
    return link;
  }
}
