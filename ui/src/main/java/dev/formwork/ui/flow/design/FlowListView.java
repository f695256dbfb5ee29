package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.FlowServices;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.administration.FlowAdministration;
import dev.formwork.workflow.administration.FlowStatistics;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.StepText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The flows of an app: approvals and automations. */
@Route("flows/:app")
public final class FlowListView extends MemberView implements HasDynamicTitle {

  private final transient FlowServices services;
  private transient Caller caller;
  private AppKey app;
  private final transient FlowAdministration administration;
  private transient List<StoredDefinition> found = List.of();
  private transient Map<String, FlowStatistics> summaries = Map.of();
  private transient FlowContext tools;

  public FlowListView(FlowServices services, FlowAdministration administration) {
    super("");
    this.services = services;
    this.administration = administration;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    show();
  }

  private void show() {
    found = services.list(caller, app);
    summaries =
        ServiceCalls.await(() -> administration.flows(caller, app)).stream()
            .collect(Collectors.toMap(one -> one.definition().key().value(), one -> one));
    removeAll();
    add(pageBar());
    if (found.isEmpty()) {
      add(empty());
      return;
    }
    tools = services.tools(caller, app, found.getFirst().readDraft(FlowDefinition.class));
    var body = new Div();
    body.addClassName("fw-flow-lists");
    list(body, "flow.for-people", found.stream().filter(FlowListView::isForPeople).toList());
    list(body, "flow.automations", found.stream().filter(one -> !isForPeople(one)).toList());
    add(body);
  }

  private static boolean isForPeople(StoredDefinition stored) {
    return stored.readDraft(FlowDefinition.class).isForPeople();
  }

  private Div pageBar() {
    var bar = new Div(new H1(UiTexts.of("flow.list")));
    var actions = new Div(create());
    actions.addClassName("fw-actions");
    bar.add(actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private Button create() {
    var create =
        new Button(
            UiTexts.of("flow.new"),
            VaadinIcon.PLUS.create(),
            _ -> new NewFlowDialog(services, caller, app, null).open());
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    create.setId("new-flow");
    return create;
  }

  private Div empty() {
    var picture = new Div();
    picture.addClassName("fw-empty-picture");
    var empty =
        new Div(
            picture,
            new H2(UiTexts.of("flow.empty.title")),
            new Paragraph(UiTexts.of("flow.empty.lead")),
            new Button(
                UiTexts.of("flow.new"),
                VaadinIcon.PLUS.create(),
                _ -> new NewFlowDialog(services, caller, app, null).open()));
    empty.addClassName("fw-empty");
    return empty;
  }

  private void list(Div into, String title, List<StoredDefinition> flows) {
    if (flows.isEmpty()) {
      return;
    }
    var list = new Div();
    list.addClassName("fw-flow-list");
    flows.forEach(stored -> list.add(line(stored)));
    into.add(new H2(UiTexts.of(title)), list);
  }

  private Component line(StoredDefinition stored) {
    var flow = stored.readDraft(FlowDefinition.class);
    var words = new FlowText(tools.with(flow));
    var name = new Anchor("flows/" + app + "/" + stored.key(), flow.title().in(UiTexts.locale()));
    name.addClassName("fw-flow-name");
    var text = new Span(StepText.joined(FlowText.starts(flow.trigger()), words.start()));
    text.addClassName("fw-muted");
    var state =
        new Span(
            UiTexts.of(
                stored.publishedVersion() == 0 ? "flow.is-draft" : "flow.is-live",
                stored.publishedVersion()));
    state.addClassName("fw-badge");
    state
        .getElement()
        .setAttribute("data-color", stored.publishedVersion() == 0 ? "gray" : "green");
    var duplicate =
        FlowInputs.icon(
            VaadinIcon.COPY_O,
            UiTexts.of("flow.duplicate", flow.title().in(UiTexts.locale())),
            () -> new NewFlowDialog(services, caller, app, flow).open());
    var line = new Div(new Div(name, text), state);
    Optional.ofNullable(summaries.get(stored.key())).ifPresent(one -> line.add(doing(one)));
    line.add(duplicate);
    line.addClassName("fw-flow-row");
    return line;
  }

  /** What runs now and what needs help, a press away. */
  private Component doing(FlowStatistics summary) {
    var key = summary.definition().key();
    var doing =
        new Div(
            new Anchor(
                "flows/%s/%s/runs".formatted(app, key),
                summary.running() == 0
                    ? UiTexts.of("run.open")
                    : UiTexts.of("run.of-flow", summary.running())));
    doing.addClassName("fw-flow-doing");
    if (summary.failed() > 0) {
      var failing = new Anchor("flows/%s/%s/runs".formatted(app, key), "");
      failing.add(badge(UiTexts.of("run.failing", summary.failed()), "red"));
      doing.add(failing);
    }
    if (summary.paused()) {
      doing.add(badge(UiTexts.of("run.paused"), "amber"));
    }
    return doing;
  }

  private static Span badge(String text, String color) {
    var badge = new Span(text);
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", color);
    return badge;
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("flow.list") + " · Formwork";
  }
}
