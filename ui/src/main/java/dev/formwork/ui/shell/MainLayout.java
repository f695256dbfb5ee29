package dev.formwork.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.RouterLink;
import dev.formwork.core.access.Caller;
import dev.formwork.core.backup.Backups;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.database.DiskRoom;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.setting.WorkspaceSettings;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.ui.backup.BackupsView;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.component.Icons;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.notice.NoticeBell;
import dev.formwork.ui.profile.ProfileView;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.signin.ChangePasswordView;
import dev.formwork.ui.signin.SecondFactorSetupView;
import dev.formwork.ui.signin.SignInView;
import dev.formwork.ui.task.TaskCountBadge;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The layout around all screens of signed-in members: navigation on the left, the screen on the
 * right. Sends everyone else to the sign-in page. Views that stand outside say {@code autoLayout =
 * false}.
 */
@Layout
public final class MainLayout extends AppLayout
    implements BeforeEnterObserver, AfterNavigationObserver {

  private final transient Definitions definitions;
  private final transient CompiledForms forms;
  private final transient Members members;
  private final transient ProcessServices tasks;
  private final transient Backups backups;
  private final transient WebSessions sessions;
  private final transient WorkspaceSettingsService settings;
  private final Div drawer = new Div();
  private final Div phoneTools = new Div();
  private MobileNavBar bar;

  public MainLayout(
      Definitions definitions,
      CompiledForms forms,
      Members members,
      ProcessServices tasks,
      Backups backups,
      WebSessions sessions,
      WorkspaceSettingsService settings) {
    this.backups = backups;
    this.sessions = sessions;
    this.settings = settings;
    this.members = members;
    this.tasks = tasks;
    this.definitions = definitions;
    this.forms = forms;
    setPrimarySection(Section.DRAWER);
    drawer.addClassName("fw-drawer");
    phoneTools.addClassName("fw-phone-tools");
    var top = new Div(new Brand(), phoneTools);
    top.addClassName("fw-phone-bar");
    addToNavbar(top);
    addToDrawer(new Scroller(drawer));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.resume(sessions, members)) {
      event.forwardTo(SignInView.class, SignInView.before(event.getLocation()));
    } else if (UserSession.member().mustChangePassword()) {
      event.forwardTo(ChangePasswordView.class);
    } else if (UserSession.needsSecondFactor()) {
      event.forwardTo(SecondFactorSetupView.class);
    }
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    if (UserSession.current().isPresent()) {
      getElement().getThemeList().set("dark", UserSession.member().dark());
      getUI()
          .ifPresent(
              ui ->
                  ui.getPage()
                      .executeJs(
                          "document.documentElement.style.colorScheme=$0;document.documentElement.lang=$1",
                          UserSession.member().dark() ? "dark" : "light",
                          UiTexts.locale().getLanguage()));
      fill(UserSession.caller(), event.getLocation());
    }
  }

  private void fill(Caller caller, Location location) {
    drawer.removeAll();
    var now = ServiceCalls.await(() -> settings.of(caller.workspace()));
    var head = new Div(brand(caller, now), bell(caller));
    head.addClassName("fw-drawer-head");
    drawer.add(head);
    announcement(now.settings()).ifPresent(drawer::add);
    colour(now.settings());
    UserSession.seenAs().ifPresent(other -> drawer.add(seenAs(other)));
    boolean looksAfterBackups = ServiceCalls.await(() -> backups.mayLookAfter(caller));
    if (caller.isAdministrator() && DiskRoom.isLow()) {
      drawer.add(
          alert(
              "disk-nearly-full",
              new Span(
                  UiTexts.of("shell.disk-nearly-full", Long.toString(DiskRoom.freeMegabytes())))));
    }
    if (looksAfterBackups && ServiceCalls.await(backups::isLastFailed)) {
      drawer.add(
          alert(
              "backup-failed",
              new RouterLink(UiTexts.of("shell.backup-failed"), BackupsView.class)));
    }
    tasks(caller);
    var segments = location.getSegments();
    var here = segments.size() > 1 ? segments.get(1) : "";
    var choices = new ArrayDeque<NewRecordDialog.Choice>();
    for (var stored : ServiceCalls.await(() -> definitions.apps(caller.workspace()))) {
      var app = stored.readPublished(AppDefinition.class);
      app(caller, app).ifPresent(drawer::add);
      var choice = creatable(caller, app);
      if (choice.forms().isEmpty()) {
        continue;
      }
      if (app.key().value().equals(here)) {
        choices.addFirst(choice);
      } else {
        choices.addLast(choice);
      }
    }
    bar(caller, List.copyOf(choices), location);
    var more = new SideNav(UiTexts.of("nav.more"));
    more.addItem(item(UiTexts.of("nav.gallery"), "gallery", VaadinIcon.GRID_BIG));
    if (caller.isAdministrator()) {
      more.addItem(item(UiTexts.of("nav.people"), "people", VaadinIcon.USERS));
      more.addItem(item(UiTexts.of("nav.calendar"), "calendar", VaadinIcon.CALENDAR_CLOCK));
      more.addItem(item(UiTexts.of("nav.settings"), "settings", VaadinIcon.COG_O));
    }
    if (looksAfterBackups) {
      more.addItem(item(UiTexts.of("nav.backups"), "backups", VaadinIcon.ARCHIVE));
    }
    more.addItem(item(UiTexts.of("nav.profile"), "profile", VaadinIcon.USER));
    more.addItem(item(UiTexts.of("nav.signout"), "sign-out", VaadinIcon.SIGN_OUT));
    drawer.add(more);
    var who = new Div(new Span(UserSession.member().name()), workspace(caller));
    who.addClassName("fw-who");
    if (caller.isElsewhere()) {
      who.add(new RouterLink(UiTexts.of("nav.own-zone", caller.zone().getId()), ProfileView.class));
    }
    drawer.add(who);
  }

  /** With the workspace's own logo and name, where it has a logo. */
  private Component brand(Caller caller, WorkspaceSettingsService.Current now) {
    if (!now.hasLogo()) {
      return new Brand();
    }
    var logo = ServiceCalls.await(() -> settings.logo(caller.workspace()));
    return logo == null ? new Brand() : new Brand(now.name(), logo.type(), logo.bytes());
  }

  /** What administrators tell everybody. */
  private static Optional<Div> announcement(WorkspaceSettings settings) {
    if (settings.announcement() == null) {
      return Optional.empty();
    }
    var banner = new Div(settings.announcement().in(UiTexts.locale()));
    banner.addClassNames("fw-seen-as", "fw-announcement");
    banner.setId("announcement");
    banner.getElement().setAttribute("role", "status");
    return Optional.of(banner);
  }

  /** Of buttons and marks; checked when it was saved. */
  private void colour(WorkspaceSettings settings) {
    getUI()
        .ifPresent(
            ui ->
                ui.getPage()
                    .executeJs(
                        "for (const name of ['--fw-accent', '--aura-accent-color-light']) { if ($0) document.documentElement.style.setProperty(name, $0); else document.documentElement.style.removeProperty(name); }",
                        settings.colour()));
  }

  /** What waits for the visitor stands first, with how much it is. */
  private void tasks(Caller caller) {
    var nav = new SideNav();
    nav.getElement().setAttribute("aria-label", UiTexts.of("nav.tasks"));
    var item = item(UiTexts.of("nav.tasks"), "tasks", VaadinIcon.TASKS);
    item.setMatchNested(true);
    item.setSuffixComponent(new TaskCountBadge(tasks, caller));
    nav.addItem(item);
    drawer.add(nav);
    phoneTools.removeAll();
    phoneTools.add(bell(caller));
  }

  /** Beside the frame: a frame with two things in it is drawn without the edge of a page. */
  private void bar(Caller caller, List<NewRecordDialog.Choice> choices, Location location) {
    removeBar();
    bar =
        new MobileNavBar(
            new TaskCountBadge(tasks, caller),
            () -> setDrawerOpened(!isDrawerOpened()),
            choices.isEmpty() ? null : () -> new NewRecordDialog(choices).open());
    bar.at(location);
    getUI().ifPresent(ui -> ui.add(bar));
  }

  private void removeBar() {
    if (bar != null) {
      bar.removeFromParent();
    }
  }

  @Override
  protected void onDetach(DetachEvent event) {
    removeBar();
    super.onDetach(event);
  }

  /** Nothing for whoever only looks. */
  private NewRecordDialog.Choice creatable(Caller caller, AppDefinition app) {
    var key = app.key();
    var links = ServiceCalls.await(() -> forms.links(caller.workspace(), key));
    var rights = RecordAccess.rights(caller, key, links);
    var found =
        rights.mayEnter() && !caller.readOnly()
            ? ordered(app, ServiceCalls.await(() -> forms.forms(caller.workspace(), key)))
            : List.<CompiledForm>of();
    return new NewRecordDialog.Choice(
        app.title().in(UiTexts.locale()),
        found.stream().filter(form -> rights.of(form).may(RecordAction.CREATE)).toList());
  }

  /** As the app says; then those it does not name. */
  private static List<CompiledForm> ordered(AppDefinition app, Map<String, CompiledForm> compiled) {
    var keys = new LinkedHashSet<>(app.forms().stream().map(FormKey::value).toList());
    keys.addAll(compiled.keySet());
    return keys.stream().map(compiled::get).filter(Objects::nonNull).toList();
  }

  private NoticeBell bell(Caller caller) {
    return new NoticeBell(tasks.notices, tasks.live, tasks.roles, caller);
  }

  /** The workspace; a choice for whoever is in several. */
  private Component workspace(Caller caller) {
    var me = UserSession.member().id();
    var found = ServiceCalls.await(() -> members.workspacesOf(me));
    if (found.size() < 2 || UserSession.isBound()) {
      var name = new Span(ServiceCalls.await(() -> settings.of(caller.workspace())).name());
      name.addClassName("fw-workspace");
      return name;
    }
    var choice = new Select<Workspace>();
    choice.setItems(found);
    choice.setItemLabelGenerator(Workspace::title);
    choice.setValue(caller.workspace());
    choice.setAriaLabel(UiTexts.of("nav.workspace"));
    choice.setId("workspace");
    choice.setWidthFull();
    choice.addValueChangeListener(
        event ->
            UiCommands.run(() -> members.caller(me, event.getValue()))
                .ifPresent(
                    elsewhere -> {
                      UserSession.moveTo(elsewhere);
                      getUI().ifPresent(ui -> ui.getPage().setLocation(""));
                    }));
    return choice;
  }

  private static Div seenAs(Membership other) {
    var back =
        new Button(
            UiTexts.of("people.see-as-myself"),
            _ -> {
              UserSession.seeAsMyself();
              UI.getCurrent().getPage().setLocation("people");
            });
    back.addThemeVariants(ButtonVariant.LUMO_SMALL);
    back.setId("see-as-myself");
    var banner = new Div(new Span(UiTexts.of("people.seen-as", other.name())), back);
    banner.addClassName("fw-seen-as");
    banner.getElement().setAttribute("role", "status");
    return banner;
  }

  private static Div alert(String id, Component words) {
    var banner = new Div(words);
    banner.addClassName("fw-seen-as");
    banner.setId(id);
    banner.getElement().setAttribute("role", "alert");
    return banner;
  }

  /** Empty for an app the visitor does not come into. */
  private Optional<SideNav> app(Caller caller, AppDefinition app) {
    var nav = new SideNav(app.title().in(UiTexts.locale()));
    var key = app.key();
    var links = ServiceCalls.await(() -> forms.links(caller.workspace(), key));
    var rights = RecordAccess.rights(caller, key, links);
    if (!rights.mayEnter()) {
      return Optional.empty();
    }
    var compiled = ServiceCalls.await(() -> forms.forms(caller.workspace(), key));
    for (var form : ordered(app, compiled)) {
      if (rights.of(form).isKnown()) {
        var item =
            new SideNavItem(
                form.definition().title().in(UiTexts.locale()),
                "app/" + app.key() + "/" + form.key());
        item.setPrefixComponent(Icons.named(form.definition().icon()));
        item.setMatchNested(true);
        nav.addItem(item);
      }
    }
    if (rights.mayDesign()) {
      nav.addItem(item(UiTexts.of("nav.flows"), "flows/" + app.key(), VaadinIcon.SITEMAP));
      nav.addItem(
          item(UiTexts.of("nav.functions"), "functions/" + app.key(), VaadinIcon.CURLY_BRACKETS));
    }
    boolean runnable = app.scripts().stream().anyMatch(script -> script.form() == null);
    if (rights.mayAdminister()) {
      nav.addItem(item(UiTexts.of("nav.access"), "access/" + app.key(), VaadinIcon.KEY));
    }
    if (runnable || rights.mayDesign()) {
      nav.addItem(
          item(UiTexts.of("nav.scripts"), "scripts/" + app.key(), VaadinIcon.PLAY_CIRCLE_O));
    }
    return Optional.of(nav);
  }

  private static SideNavItem item(String label, String path, VaadinIcon icon) {
    return new SideNavItem(label, path, icon.create());
  }
}
