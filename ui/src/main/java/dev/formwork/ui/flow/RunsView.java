package dev.formwork.ui.flow;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Shell;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import dev.formwork.ui.shell.Visit;
import dev.formwork.ui.task.InstanceWords;
import dev.formwork.ui.task.Moments;
import dev.formwork.ui.task.TaskServices;
import dev.formwork.workflow.administration.FlowStatistics;
import dev.formwork.workflow.administration.InstanceQuery;
import dev.formwork.workflow.engine.InstanceStatus;
import java.time.Duration;
import java.util.Locale;

/** The runs of a flow: figures, what failed or waits, each run with its steps. */
@Route(value = "flows/:app/:flow/runs", layout = Shell.class)
public final class RunsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int PAGE = 50;

  private final transient TaskServices services;
  private final Div figures = new Div();
  private final Div list = new Div();
  private final Div sheet = new Div();
  private final Select<InstanceStatus> status = new Select<>();
  private final Button more = new Button(Texts.of("task.more"), _ -> next());
  private transient Caller caller;
  private transient FlowStatistics summary;
  private String app;
  private String flow;
  private String cursor;

  public RunsView(TaskServices services) {
    this.services = services;
    addClassNames("fw-page", "fw-runs");
    sheet.addClassNames("fw-sheet", "fw-task-sheet");
    sheet.setVisible(false);
    list.addClassName("fw-task-cards");
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!Visit.isPresent()) {
      return;
    }
    caller = Visit.caller();
    app = event.getRouteParameters().get("app").orElseThrow();
    flow = event.getRouteParameters().get("flow").orElseThrow();
    try {
      summary = summary();
      if (summary == null) {
        Toast.refused(Texts.of("run.never"));
        event.forwardTo("flows/" + app);
        return;
      }
      build();
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      event.forwardTo("");
    }
  }

  /** Null: never published. */
  private FlowStatistics summary() {
    return Backend.await(() -> services.runs.flows(caller, app)).stream()
        .filter(one -> one.definition().key().value().equals(flow))
        .findFirst()
        .orElse(null);
  }

  private void build() {
    removeAll();
    status.setAriaLabel(Texts.of("run.status"));
    status.setItems(InstanceStatus.values());
    status.setEmptySelectionAllowed(true);
    status.setEmptySelectionCaption(Texts.of("run.any"));
    status.setItemLabelGenerator(
        one ->
            one == null
                ? Texts.of("run.any")
                : Texts.of("flow.status." + one.name().toLowerCase(Locale.ROOT)));
    status.addValueChangeListener(_ -> refresh());
    var tools = new Div(status);
    tools.addClassName("fw-tools");
    figures.addClassName("fw-summary");
    var body = new Div(figures, tools, list, more);
    body.addClassName("fw-task-list");
    add(pageBar(), body, sheet);
    refresh();
  }

  private Div pageBar() {
    var back =
        FlowInputs.icon(
            VaadinIcon.ARROW_LEFT,
            Texts.of("back"),
            () -> getUI().ifPresent(ui -> ui.navigate("flows/" + app)));
    var title = new H1(Texts.of("run.title", summary.definition().title().in(Texts.locale())));
    var design =
        new Button(
            Texts.of("design.open"),
            _ -> getUI().ifPresent(ui -> ui.navigate("flows/" + app + "/" + flow)));
    design.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var migrate = new Button(Texts.of("run.migrate"), _ -> migrate());
    migrate.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    migrate.setId("migrate");
    var pause = new Button(Texts.of(summary.paused() ? "run.resume" : "run.pause"), _ -> pause());
    pause.setIcon((summary.paused() ? VaadinIcon.PLAY : VaadinIcon.PAUSE).create());
    pause.setId("pause");
    var actions = new Div(design, migrate, pause);
    actions.addClassName("fw-actions");
    var bar = new Div(back, title, actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private void pause() {
    if (Guarded.done(() -> services.runs.pause(caller, app, flow, !summary.paused()))) {
      summary = summary();
      build();
    }
  }

  private void migrate() {
    Guarded.run(() -> services.runs.checkMigration(caller, app, flow))
        .ifPresent(
            check ->
                new MigrationDialog(
                        check,
                        () ->
                            Guarded.run(() -> services.runs.migrate(caller, app, flow))
                                .ifPresent(
                                    moved -> {
                                      Toast.done(Texts.of("run.migrated", moved));
                                      refresh();
                                    }))
                    .open());
  }

  private void refresh() {
    summary = summary();
    var moments = new Moments(caller.zone());
    figures.removeAll();
    figure("run.running", Long.toString(summary.running()));
    figure("run.failed", Long.toString(summary.failed()));
    figure("run.finished", Long.toString(summary.finished()));
    if (summary.medianSeconds() != null) {
      figure(
          "run.median", DelayWords.length(Duration.ofSeconds(Math.round(summary.medianSeconds()))));
    }
    if (summary.nextRun() != null) {
      figure("run.next", moments.exact(summary.nextRun()));
    }
    list.removeAll();
    cursor = null;
    next();
    if (list.getChildren().findAny().isEmpty()) {
      var picture = new Div();
      picture.addClassName("fw-empty-picture");
      var empty =
          new Div(
              picture, new H2(Texts.of("run.empty")), new Paragraph(Texts.of("run.empty.lead")));
      empty.addClassName("fw-empty");
      list.add(empty);
    }
  }

  private void figure(String label, String value) {
    var number = new Span(value);
    number.addClassName("fw-figure-value");
    var name = new Span(Texts.of(label));
    name.addClassName("fw-figure-label");
    var figure = new Div(number, name);
    figure.addClassName("fw-figure");
    figures.add(figure);
  }

  private void next() {
    var query = new InstanceQuery(app, flow, status.getValue(), PAGE, cursor);
    var page = Backend.await(() -> services.runs.list(caller, query));
    var moments = new Moments(caller.zone());
    page.items().forEach(line -> list.add(line(line, moments)));
    cursor = page.nextCursor();
    more.setVisible(cursor != null);
  }

  private Div line(InstanceQuery.Line run, Moments moments) {
    var title =
        new Span(
            run.title() == null || run.title().isBlank()
                ? moments.exact(run.startedAt())
                : run.title());
    title.addClassName("fw-task-title");
    var facts = new Span();
    facts.addClassName("fw-task-facts");
    facts.add(moments.ago(run.startedAt()), new Span(Texts.of("run.version", run.version())));
    if (run.startedBy() != null) {
      facts.add(new Span(TaskServices.names(caller).getOrDefault(run.startedBy(), "?")));
    }
    if (run.endedAt() != null) {
      facts.add(
          new Span(
              Texts.of(
                  "flow.history.waited",
                  DelayWords.length(Duration.between(run.startedAt(), run.endedAt())))));
    }
    var open = new NativeButton();
    open.addClassName("fw-task-open");
    open.add(title, facts);
    if (run.error() != null) {
      var error = new Span(run.error());
      error.addClassName("fw-bad");
      open.add(error);
    }
    open.addClickListener(_ -> open(run));
    var line = new Div(open, new Div(InstanceWords.badge(run.status(), run.outcome())));
    line.addClassName("fw-task");
    return line;
  }

  private void open(InstanceQuery.Line run) {
    sheet.removeAll();
    sheet.add(
        new RunPanel(
            services,
            caller,
            run.id(),
            () -> {
              sheet.setVisible(false);
              sheet.removeAll();
            },
            this::refresh));
    sheet.setVisible(true);
  }

  @Override
  public String getPageTitle() {
    return Texts.of("run.list") + " · Formwork";
  }
}
