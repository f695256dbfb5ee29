package dev.formwork.ui.task;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.flow.instance.InstancePanel;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.task.Tasks;
import dev.formwork.workflow.task.Tasks.Box;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The member's tasks: to do, done, started, copied, drafts. */
@Route("tasks")
@RouteAlias("tasks/:task")
public final class TasksView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient ProcessServices services;
  private transient Caller caller;
  private transient Runnable stop = () -> {};
  private final Map<Box, Span> counts = new EnumMap<>(Box.class);
  private final Div sheet = new Div();
  private TaskList list;
  private UUID open;

  public TasksView(ProcessServices services) {
    this.services = services;
    addClassNames("fw-page", "fw-tasks");
    sheet.addClassNames("fw-sheet", "fw-task-sheet");
    sheet.setVisible(false);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    caller = UserSession.caller();
    if (list == null) {
      build();
    }
    event
        .getRouteParameters()
        .get("task")
        .ifPresentOrElse(task -> show(uuid(task)), this::closeSheet);
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private void build() {
    list = new TaskList(services, caller, this::open, this::refreshCounts);
    var tabs = new Tabs();
    var boxes = new EnumMap<Box, Tab>(Box.class);
    for (var box : Box.values()) {
      var count = new Span();
      count.addClassName("fw-count");
      counts.put(box, count);
      var tab =
          new Tab(new Span(UiTexts.of("task.box." + box.name().toLowerCase(Locale.ROOT))), count);
      tab.setId("box-" + box.name().toLowerCase(Locale.ROOT));
      boxes.put(box, tab);
      tabs.add(tab);
    }
    tabs.getElement().setAttribute("aria-label", UiTexts.of("nav.tasks"));
    tabs.addSelectedChangeListener(
        event ->
            boxes.forEach(
                (box, tab) -> {
                  if (tab.equals(event.getSelectedTab())) {
                    closeSheet();
                    list.show(box);
                  }
                }));
    var bar = new Div(new H1(UiTexts.of("nav.tasks")), tabs);
    bar.addClassName("fw-page-bar");
    add(bar, list, sheet);
    list.show(Box.TODO);
    refreshCounts();
  }

  private void refreshCounts() {
    var now = ServiceCalls.await(() -> services.tasks.counts(caller));
    long drafts = ServiceCalls.await(() -> services.tasks.drafts(caller));
    counts.forEach(
        (box, badge) -> {
          long count =
              switch (box) {
                case TODO, COPIED -> now.getOrDefault(box, 0L);
                case DRAFTS -> drafts;
                case DONE, STARTED -> 0;
              };
          badge.setText(count == 0 ? "" : count > 99 ? "99+" : Long.toString(count));
          badge.setVisible(count > 0);
          badge.setClassName("fw-count-quiet", box == Box.DRAFTS);
        });
  }

  private void open(Tasks.Card card) {
    if (card.isUnsent()) {
      getUI().ifPresent(ui -> ui.navigate(RecordDraftActions.address(card)));
      return;
    }
    if (card.kind() == null) {
      openInstance(card);
      return;
    }
    getUI().ifPresent(ui -> ui.getPage().getHistory().pushState(null, "tasks/" + card.id()));
    show(card.id());
  }

  private void openInstance(Tasks.Card card) {
    open = card.id();
    fill(new InstancePanel(services, caller, card.instance(), this::close));
    list.chosen(open);
  }

  private void show(UUID task) {
    open = task;
    if (task == null) {
      closeSheet();
      return;
    }
    var panel = TaskPanel.of(services, caller, task, this::close, this::acted);
    if (panel.isEmpty()) {
      closeSheet();
      return;
    }
    fill(panel.get());
    list.chosen(task);
  }

  private void fill(com.vaadin.flow.component.Component panel) {
    sheet.removeAll();
    sheet.add(panel);
    sheet.setVisible(true);
    addClassName("fw-tasks-open");
  }

  private void close() {
    closeSheet();
    getUI().ifPresent(ui -> ui.getPage().getHistory().pushState(null, "tasks"));
  }

  private void closeSheet() {
    open = null;
    sheet.setVisible(false);
    sheet.removeAll();
    removeClassName("fw-tasks-open");
    list.chosen(null);
  }

  private void acted() {
    list.update();
    refreshCounts();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    if (caller == null) {
      return;
    }
    var ui = event.getUI();
    stop.run();
    stop = services.live.listen(caller.memberId(), () -> ui.access(() -> arrived(ui)));
  }

  /** Something came or went, perhaps by another hand. */
  private void arrived(UI ui) {
    if (ui.isAttached() && list != null) {
      acted();
    }
  }

  @Override
  protected void onDetach(DetachEvent event) {
    stop.run();
    stop = () -> {};
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("nav.tasks") + " · Formwork";
  }
}
