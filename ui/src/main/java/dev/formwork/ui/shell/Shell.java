package dev.formwork.ui.shell;

import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.FormKey;
import dev.formwork.core.workspace.CompiledForms;
import dev.formwork.core.workspace.Definitions;
import java.util.LinkedHashSet;

/**
 * The frame: apps and their forms on the left, a screen on the right. Lets nobody in who is not
 * signed in.
 */
public final class Shell extends AppLayout implements BeforeEnterObserver, AfterNavigationObserver {

  private final transient Definitions definitions;
  private final transient CompiledForms forms;
  private final Div drawer = new Div();

  public Shell(Definitions definitions, CompiledForms forms) {
    this.definitions = definitions;
    this.forms = forms;
    setPrimarySection(Section.DRAWER);
    drawer.addClassName("fw-drawer");
    var toggle = new DrawerToggle();
    toggle.setAriaLabel(Texts.of("nav.toggle"));
    var bar = new Div(toggle, SignInView.brand());
    bar.addClassName("fw-phone-bar");
    addToNavbar(true, bar);
    addToDrawer(new Scroller(drawer));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (Visit.current().isEmpty()) {
      event.forwardTo(SignInView.class);
    } else if (Visit.member().mustChangePassword()) {
      event.forwardTo(ChangePasswordView.class);
    }
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    if (Visit.current().isPresent()) {
      getElement().getThemeList().set("dark", Visit.member().dark());
      getUI()
          .ifPresent(
              ui ->
                  ui.getPage()
                      .executeJs(
                          "document.documentElement.style.colorScheme=$0;document.documentElement.lang=$1",
                          Visit.member().dark() ? "dark" : "light",
                          Texts.locale().getLanguage()));
      fill(Visit.caller());
    }
  }

  private void fill(Caller caller) {
    drawer.removeAll();
    var brand = SignInView.brand();
    var workspace = new Span(caller.workspace().title());
    workspace.addClassName("fw-workspace");
    drawer.add(brand);
    for (var stored : Backend.await(() -> definitions.apps(caller.workspace()))) {
      drawer.add(app(caller, stored.readPublished(AppDefinition.class)));
    }
    var more = new SideNav(Texts.of("nav.more"));
    more.addItem(item(Texts.of("nav.gallery"), "gallery", VaadinIcon.GRID_BIG));
    if (caller.role() == Caller.Role.ADMINISTRATOR) {
      more.addItem(item(Texts.of("nav.calendar"), "calendar", VaadinIcon.CALENDAR_CLOCK));
    }
    more.addItem(item(Texts.of("nav.profile"), "profile", VaadinIcon.USER));
    more.addItem(item(Texts.of("nav.signout"), "sign-out", VaadinIcon.SIGN_OUT));
    drawer.add(more);
    var who = new Div(new Span(Visit.member().name()), workspace);
    who.addClassName("fw-who");
    drawer.add(who);
  }

  private SideNav app(Caller caller, AppDefinition app) {
    var nav = new SideNav(app.title().in(Texts.locale()));
    var compiled = Backend.await(() -> forms.forms(caller.workspace(), app.key().value()));
    var keys = new LinkedHashSet<>(app.forms().stream().map(FormKey::value).toList());
    keys.addAll(compiled.keySet());
    for (var key : keys) {
      var form = compiled.get(key);
      if (form != null) {
        var item =
            new SideNavItem(
                form.definition().title().in(Texts.locale()), "app/" + app.key() + "/" + key);
        item.setPrefixComponent(Icons.named(form.definition().icon()));
        item.setMatchNested(true);
        nav.addItem(item);
      }
    }
    if (caller.role() == Caller.Role.ADMINISTRATOR) {
      nav.addItem(
          item(Texts.of("nav.functions"), "functions/" + app.key(), VaadinIcon.CURLY_BRACKETS));
    }
    boolean runnable = app.scripts().stream().anyMatch(script -> script.form() == null);
    if (runnable || caller.role() == Caller.Role.ADMINISTRATOR) {
      nav.addItem(item(Texts.of("nav.scripts"), "scripts/" + app.key(), VaadinIcon.PLAY_CIRCLE_O));
    }
    return nav;
  }

  private static SideNavItem item(String label, String path, VaadinIcon icon) {
    return new SideNavItem(label, path, icon.create());
  }
}
