package dev.formwork.ui.task;

import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.component.LiveRefresh;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.task.Tasks.Box;

/** The number of open tasks, kept up to date. */
public final class TaskCountBadge extends Span {

  private final transient ProcessServices services;
  private final transient Caller caller;

  public TaskCountBadge(ProcessServices services, Caller caller) {
    this.services = services;
    this.caller = caller;
    addClassName("fw-count");
    show();
    LiveRefresh.keep(this, changed -> services.live.listen(caller.memberId(), changed), this::show);
  }

  private void show() {
    long count = ServiceCalls.await(() -> services.tasks.counts(caller)).getOrDefault(Box.TODO, 0L);
    setText(count == 0 ? "" : count > 99 ? "99+" : Long.toString(count));
    setVisible(count > 0);
    getElement().setAttribute("aria-label", UiTexts.of("task.waiting", count));
    getElement().setAttribute("role", "status");
  }
}
