package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.definition.DefinitionMenu;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.FlowServices;
import dev.formwork.ui.flow.diagram.FlowCanvas;
import dev.formwork.ui.flow.diagram.FlowCanvasJson;
import dev.formwork.ui.flow.diagram.FlowCardIds;
import dev.formwork.ui.flow.tryout.TryOutDialog;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Trigger;
import java.util.List;

/** Designs a flow. Every change is in the draft at once; it runs when it is published. */
@Route("flows/:app/:flow")
public final class FlowDesignerView extends MemberView
    implements HasDynamicTitle, FlowCanvasActions.Screen, FlowPropertiesPanel.Listener {

  private final transient FlowServices services;
  private final transient FlowCanvasActions actions = new FlowCanvasActions(this);
  private transient FlowDraft draft;
  private transient FlowContext tools;
  private transient List<Problem> problems = List.of();
  private String chosen = FlowCardIds.FLOW;
  private final FlowCanvas canvas = new FlowCanvas(actions::act);
  private final FlowPropertiesPanel panel = new FlowPropertiesPanel(this::tools, this);
  private final H1 title = new H1();
  private final Div state = new Div();
  private final Button undo = tool(VaadinIcon.ARROW_BACKWARD, "design.undo", this::undo);
  private final Button redo = tool(VaadinIcon.ARROW_FORWARD, "design.redo", this::redo);
  private final Button problemsButton = new Button();
  private final Button tryOut = new Button();
  private final Button publish = new Button();

  public FlowDesignerView(FlowServices services) {
    super("");
    this.services = services;
    addClassNames("fw-page", "fw-flow-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    var app = AddressKeys.app(event);
    var key = parameter(event, "flow");
    draft =
        new FlowDraft(
            services.definitions().drafts(),
            entering,
            new DefinitionId(app, DefinitionKind.FLOW, key));
    tools = services.tools(entering, app, draft.flow());
    removeAll();
    canvas.addClassName("fw-flow-canvas");
    var area = new Div(canvas, panel);
    area.addClassName("fw-flow-area");
    add(pageBar(), area);
    refresh();
    panel.show(chosen, problemsOf(chosen));
  }

  private Div pageBar() {
    state.addClassName("fw-muted");
    state.getElement().setAttribute("role", "status");
    var back =
        tool(
            VaadinIcon.ARROW_LEFT,
            "back",
            () -> getUI().ifPresent(ui -> ui.navigate("flows/" + draft.app())));
    problemsButton.addClickListener(
        _ -> new FlowProblemsDialog(draft.flow(), problems, at -> choose(at, true)).open());
    problemsButton.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ERROR);
    problemsButton.setId("flow-problems");
    tryOut.setText(UiTexts.of("try.open"));
    tryOut.setIcon(VaadinIcon.PLAY_CIRCLE_O.create());
    tryOut.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    tryOut.addClickListener(_ -> new TryOutDialog(services, services.trials(), tools()).open());
    tryOut.setId("try");
    publish.setText(UiTexts.of("design.publish"));
    publish.setIcon(VaadinIcon.ROCKET.create());
    publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    publish.addClickListener(_ -> publish());
    publish.setId("publish");
    var bar =
        new Div(
            back,
            title,
            state,
            new Div(undo, redo, problemsButton, tryOut, history(), more(), publish));
    bar.getChildren().skip(3).forEach(actionBar -> actionBar.addClassName("fw-actions"));
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private DefinitionMenu history() {
    return new DefinitionMenu(
        services.definitions(),
        UserSession.caller(),
        draft.id(),
        () -> {
          draft.load();
          showAgain();
          refresh();
        });
  }

  private MenuBar more() {
    var menu = new MenuBar();
    menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON);
    var icon = VaadinIcon.ELLIPSIS_DOTS_H.create();
    var top = menu.addItem(icon);
    top.setAriaLabel(UiTexts.of("flow.more"));
    top.setId("flow-more");
    var items = top.getSubMenu();
    items.addItem(
        UiTexts.of("flow.json"), _ -> new FlowJsonDialog(draft.flow(), this::replaceWhole).open());
    items.addItem(UiTexts.of("flow.bpmn"), _ -> services.exports().bpmn(this, draft.flow()));
    if (draft.flow().trigger() instanceof Trigger.Webhook) {
      items.addItem(
          UiTexts.of("hook.title"),
          _ ->
              new WebhookDialog(services.hooks(), UserSession.caller(), draft.app(), draft.key())
                  .open());
    }
    items.addItem(
        UiTexts.of("secrets.title"),
        _ ->
            new FlowSecretsDialog(
                    services.secrets(), UserSession.caller(), draft.app(), draft.flow())
                .open());
    items.addItem(
        UiTexts.of("run.open"),
        _ ->
            getUI()
                .ifPresent(
                    ui -> ui.navigate("flows/" + draft.app() + "/" + draft.key() + "/runs")));
    items.addItem(UiTexts.of("flow.svg"), _ -> services.exports().svg(this, draft.flow()));
    return menu;
  }

  private void replaceWhole(FlowDefinition changed) {
    change(changed, FlowCardIds.FLOW);
  }

  private static Button tool(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(UiTexts.of(label));
    button.setTooltipText(UiTexts.of(label));
    return button;
  }

  @Override
  public FlowContext tools() {
    return tools.with(draft.flow());
  }

  @Override
  public void change(FlowDefinition changed, String toShow) {
    chosen = toShow;
    saved(() -> draft.change(changed));
    panel.show(chosen, problemsOf(chosen));
  }

  /** From the panel, which knows already. */
  @Override
  public void change(FlowDefinition changed) {
    saved(() -> draft.change(changed));
    panel.problems(problemsOf(chosen));
  }

  @Override
  public void act(String action, String id) {
    actions.act(action, id);
    if (action.equals("close")) {
      canvas.focusChosen();
    }
  }

  @Override
  public void choose(String id, boolean open) {
    boolean other = !id.equals(panel.shown());
    chosen = id;
    if (other) {
      panel.show(id, problemsOf(id));
    }
    draw();
    if (open) {
      panel
          .getElement()
          .executeJs(
              "setTimeout(() => this.querySelector('input, textarea, vaadin-select-value-button')?.focus(), 80)");
    }
  }

  @Override
  public void undo() {
    saved(draft::undo);
    showAgain();
  }

  @Override
  public void redo() {
    saved(draft::redo);
    showAgain();
  }

  private void showAgain() {
    int slash = chosen.indexOf('/');
    var step = slash > 0 ? chosen.substring(0, slash) : chosen;
    if (!chosen.startsWith("@") && FlowEdits.find(draft.flow(), step).isEmpty()) {
      chosen = FlowCardIds.FLOW;
    }
    draw();
    panel.show(chosen, problemsOf(chosen));
  }

  private void saved(Runnable change) {
    try {
      change.run();
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      if (refusal.kind() == Refusal.Kind.STALE) {
        draft.load();
        chosen = FlowCardIds.FLOW;
        panel.show(chosen, List.of());
      }
    }
    refresh();
  }

  private void refresh() {
    problems = draft.problems();
    title.setText(draft.flow().title().in(UiTexts.locale()));
    undo.setEnabled(draft.history().canUndo());
    redo.setEnabled(draft.history().canRedo());
    problemsButton.setText(UiTexts.of("design.problems", problems.size()));
    problemsButton.setVisible(!problems.isEmpty());
    tryOut.setEnabled(problems.isEmpty());
    publish.setEnabled(problems.isEmpty() && draft.isChanged());
    state.setText(
        draft.version() == 0
            ? UiTexts.of("flow.never-published")
            : UiTexts.of(draft.isChanged() ? "flow.draft" : "design.published", draft.version()));
    draw();
  }

  private void draw() {
    canvas.draw(FlowCanvasJson.editable(tools(), problems, chosen, FlowCanvasActions.canPaste()));
  }

  private List<Problem> problemsOf(String id) {
    return new FlowCardIds(draft.flow()).sorted(problems).getOrDefault(id, List.of());
  }

  private void publish() {
    var caller = UserSession.caller();
    UiCommands.run(() -> services.definitions().publisher().publish(caller, draft.id()))
        .ifPresent(
            version -> {
              Toast.done(UiTexts.of("design.is-live", version));
              draft.load();
              refresh();
            });
  }

  @Override
  public String getPageTitle() {
    return (draft == null ? UiTexts.of("flow.list") : draft.flow().title().in(UiTexts.locale()))
        + " · Formwork";
  }
}
