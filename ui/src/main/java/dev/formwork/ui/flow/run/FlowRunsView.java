package dev.formwork.ui.flow.run;

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
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.instance.InstanceText;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.administration.FlowStatistics;
import dev.formwork.workflow.administration.InstanceQuery;
import dev.formwork.workflow.engine.InstanceStatus;
import java.time.Duration;
import java.util.Locale;

/** The runs of a flow: figures, what failed or waits, each run with its steps. */
@Route("flows/:app/:flow/runs")
public final class FlowRunsView extends MemberView implements HasDynamicTitle {

  private static final int PAGE = 50;

  private final transient ProcessServices services;
  private final Div figures = new Div();
  private final Div list = new Div();
  private final Div sheet = new Div();
  private final Select<InstanceStatus> status = new Select<>();
  private final Button more = new Button(UiTexts.of("task.more"), _ -> next());
  private transient Caller caller;
  private transient FlowStatistics summary;
  private AppKey app;
  private String flow;
  private String cursor;

  public FlowRunsView(ProcessServices services) {
    super("");
    this.services = services;
    addClassNames("fw-page", "fw-runs");
    sheet.addClassNames("fw-sheet", "fw-task-sheet");
    sheet.setVisible(false);
    list.addClassName("fw-task-cards");
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    flow = parameter(event, "flow");
    summary = summary();
    if (summary == null) {
      Toast.refused(UiTexts.of("run.never"));
      event.forwardTo("flows/" + app);
      return;
    }
    build();
  }

  /** Null: never published. */
  private FlowStatistics summary() {
    return ServiceCalls.await(() -> services.runs.flows(caller, app)).stream()
        .filter(one -> one.definition().key().value().equals(flow))
        .findFirst()
        .orElse(null);
  }

  private void build() {
    removeAll();
    status.setAriaLabel(UiTexts.of("run.status"));
    status.setItems(InstanceStatus.values());
    status.setEmptySelectionAllowed(true);
    status.setEmptySelectionCaption(UiTexts.of("run.any"));
    status.setItemLabelGenerator(
        one ->
            one == null
                ? UiTexts.of("run.any")
                : UiTexts.of("flow.status." + one.name().toLowerCase(Locale.ROOT)));
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
            UiTexts.of("back"),
            () -> getUI().ifPresent(ui -> ui.navigate("flows/" + app)));
    var title = new H1(UiTexts.of("run.title", summary.definition().title().in(UiTexts.locale())));
    var design =
        new Button(
            UiTexts.of("design.open"),
            _ -> getUI().ifPresent(ui -> ui.navigate("flows/" + app + "/" + flow)));
    design.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var migrate = new Button(UiTexts.of("run.migrate"), _ -> migrate());
    migrate.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    migrate.setId("migrate");
    var pause = new Button(UiTexts.of(summary.paused() ? "run.resume" : "run.pause"), _ -> pause());
    pause.setIcon((summary.paused() ? VaadinIcon.PLAY : VaadinIcon.PAUSE).create());
    pause.setId("pause");
    var actions = new Div(design, migrate, pause);
    actions.addClassName("fw-actions");
    var bar = new Div(back, title, actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private void pause() {
    if (UiCommands.done(() -> services.runs.pause(caller, app, flow, !summary.paused()))) {
      summary = summary();
      build();
    }
  }

  private void migrate() {
    UiCommands.run(() -> services.runs.checkMigration(caller, app, flow))
        .ifPresent(
            check ->
                new InstanceMigrationDialog(
                        check,
                        () ->
                            UiCommands.run(() -> services.runs.migrate(caller, app, flow))
                                .ifPresent(
                                    moved -> {
                                      Toast.done(UiTexts.of("run.migrated", moved));
                                      refresh();
                                    }))
                    .open());
  }

  private void refresh() {
    summary = summary();
    var relativeTime = new RelativeTime(caller.zone());
    figures.removeAll();
    figure("run.running", Long.toString(summary.running()));
    figure("run.failed", Long.toString(summary.failed()));
    figure("run.finished", Long.toString(summary.finished()));
    if (summary.medianSeconds() != null) {
      figure(
          "run.median",
          FlowText.durations().length(Duration.ofSeconds(Math.round(summary.medianSeconds()))));
    }
    if (summary.nextRun() != null) {
      figure("run.next", relativeTime.exact(summary.nextRun()));
    }
    list.removeAll();
    cursor = null;
    next();
    if (list.getChildren().findAny().isEmpty()) {
      var picture = new Div();
      picture.addClassName("fw-empty-picture");
      var empty =
          new Div(
              picture,
              new H2(UiTexts.of("run.empty")),
              new Paragraph(UiTexts.of("run.empty.lead")));
      empty.addClassName("fw-empty");
      list.add(empty);
    }
  }

  private void figure(String label, String value) {
    var number = new Span(value);
    number.addClassName("fw-figure-value");
    var name = new Span(UiTexts.of(label));
    name.addClassName("fw-figure-label");
    var figure = new Div(number, name);
    figure.addClassName("fw-figure");
    figures.add(figure);
  }

  private void next() {
    var query = new InstanceQuery(app, flow, status.getValue(), PAGE, cursor);
    var page = ServiceCalls.await(() -> services.runs.list(caller, query));
    var relativeTime = new RelativeTime(caller.zone());
    page.items().forEach(line -> list.add(line(line, relativeTime)));
    cursor = page.nextCursor();
    more.setVisible(cursor != null);
  }

  private Div line(InstanceQuery.Line run, RelativeTime relativeTime) {
    var title =
        new Span(
            run.title() == null || run.title().isBlank()
                ? relativeTime.exact(run.startedAt())
                : run.title());
    title.addClassName("fw-task-title");
    var facts = new Span();
    facts.addClassName("fw-task-facts");
    facts.add(
        relativeTime.ago(run.startedAt()), new Span(UiTexts.of("run.version", run.version())));
    if (run.startedBy() != null) {
      facts.add(new Span(ProcessServices.names(caller).getOrDefault(run.startedBy(), "?")));
    }
    if (run.endedAt() != null) {
      facts.add(
          new Span(
              UiTexts.of(
                  "flow.history.waited",
                  FlowText.durations().length(Duration.between(run.startedAt(), run.endedAt())))));
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
    var line = new Div(open, new Div(InstanceText.badge(run.status(), run.outcome())));
    line.addClassName("fw-task");
    return line;
  }

  private void open(InstanceQuery.Line run) {
    sheet.removeAll();
    sheet.add(
        new RunAdminPanel(
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
    return UiTexts.of("run.list") + " · Formwork";
  }
}
