package dev.formwork.ui.people;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The people of the workspace. */
@Route("people")
public final class PeopleView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient PeopleServices services;
  private final Div content = new Div();

  PeopleView(PeopleServices services) {
    this.services = services;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    var caller = UserSession.caller();
    if (!caller.isAdministrator()) {
      event.forwardTo("");
      return;
    }
    removeAll();
    content.addClassName("fw-people");
    var tabs = tabs(caller);
    var bar = new Div(new H1(UiTexts.of("people.title")), tabs);
    bar.addClassName("fw-page-bar");
    add(bar, content);
  }

  private Tabs tabs(Caller caller) {
    Map<Tab, Supplier<Component>> panels = new LinkedHashMap<>();
    panels.put(new Tab(UiTexts.of("people.members")), () -> new MembersPanel(caller, services));
    panels.put(
        new Tab(UiTexts.of("people.departments")),
        () -> new DepartmentsPanel(caller, services.changes));
    panels.put(new Tab(UiTexts.of("people.roles")), () -> new RolesPanel(caller, services.changes));
    panels.put(
        new Tab(UiTexts.of("service.title")), () -> new ServiceAccountsPanel(caller, services));
    panels.put(
        new Tab(UiTexts.of("security.title")), () -> new SignInPolicyPanel(caller, services));
    panels.put(
        new Tab(UiTexts.of("people.audit")), () -> new AuditLogPanel(caller, services.audit));
    var tabs = new Tabs(panels.keySet().toArray(Tab[]::new));
    tabs.getElement().setAttribute("aria-label", UiTexts.of("people.title"));
    tabs.addSelectedChangeListener(event -> show(panels.get(event.getSelectedTab()).get()));
    show(panels.get(tabs.getSelectedTab()).get());
    return tabs;
  }

  private void show(Component panel) {
    content.removeAll();
    content.add(panel);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("people.title") + " · Formwork";
  }
}
