package dev.formwork.ui.backup;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.backup.Backups;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;

/** The page of backups, for administrators of the first workspace. */
@Route("backups")
public final class BackupsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient Backups backups;

  public BackupsView(Backups backups) {
    this.backups = backups;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    var caller = UserSession.caller();
    if (!ServiceCalls.await(() -> backups.mayLookAfter(caller))) {
      event.forwardTo("gallery");
      return;
    }
    removeAll();
    var bar = new Div(new H1(UiTexts.of("backups.title")));
    bar.addClassName("fw-page-bar");
    var body = new Div(new BackupsPanel(backups, caller));
    body.addClassName("fw-setting");
    add(bar, body);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("backups.title") + " · Formwork";
  }
}
