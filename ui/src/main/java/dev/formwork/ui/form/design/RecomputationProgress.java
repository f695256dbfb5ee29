package dev.formwork.ui.form.design;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;

/** Progress of recalculating the records after a formula was changed. */
final class RecomputationProgress extends Div {

  private static final int LOOK_EVERY_MS = 1_000;

  private final transient Recomputations recomputations;

  RecomputationProgress(Recomputations recomputations) {
    this.recomputations = recomputations;
    addClassName("fw-recomputation");
    getElement().setAttribute("role", "status");
    setVisible(false);
  }

  /** Shows itself until all is done; then, what of a form's records breaks its invariants. */
  void follow(Caller caller, AppKey app, String form) {
    var running = ServiceCalls.await(() -> recomputations.running(caller.workspace(), app.value()));
    var ui = UI.getCurrent();
    removeAll();
    setVisible(!running.isEmpty());
    if (running.isEmpty()) {
      ui.setPollInterval(-1);
      var latest =
          ServiceCalls.await(() -> recomputations.latest(caller.workspace(), app.value(), form));
      if (latest != null && latest.broken() > 0) {
        showBroken(latest);
      }
      return;
    }
    long total = running.stream().mapToLong(Recomputations.Progress::total).sum();
    long done = running.stream().mapToLong(Recomputations.Progress::done).sum();
    var bar = new ProgressBar(0, Math.max(1, total), Math.min(done, Math.max(1, total)));
    bar.getElement().setAttribute("aria-label", UiTexts.of("recompute.label"));
    add(new Span(UiTexts.of("recompute.progress", done, total)), bar);
    ui.setPollInterval(LOOK_EVERY_MS);
    ui.addPollListener(
        event -> {
          event.unregisterListener();
          if (isAttached()) {
            follow(caller, app, form);
          }
        });
  }

  private void showBroken(Recomputations.Progress latest) {
    var list = new UnorderedList();
    for (var broken : latest.brokenFirst()) {
      var link =
          new Anchor(
              "app/" + latest.app() + "/" + latest.form() + "/" + broken.id(), broken.title());
      list.add(new ListItem(link, new Span(" · " + broken.message().in(UiTexts.locale()))));
    }
    add(new Span(UiTexts.of("recompute.broken", latest.broken())), list);
    setVisible(true);
  }

  @Override
  protected void onDetach(DetachEvent event) {
    event.getUI().setPollInterval(-1);
  }
}
