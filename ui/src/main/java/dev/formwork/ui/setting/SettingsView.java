package dev.formwork.ui.setting;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteConfiguration;
import dev.formwork.core.access.Caller;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.core.workspace.setting.WorkspaceUse;
import dev.formwork.designer.recompute.WorkCalendarChange;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.mail.MailSender;

/** The settings of the workspace. */
@Route("settings")
public final class SettingsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  /** Where backups are made and kept, if this server has that page. */
  private static final String BACKUPS = "backups";

  private final transient WorkspaceSettingsService settings;
  private final transient WorkCalendarChange calendar;
  private final transient MailSender sender;
  private final transient MailOutbox mails;

  public SettingsView(
      WorkspaceSettingsService settings,
      WorkCalendarChange calendar,
      MailSender sender,
      MailOutbox mails) {
    this.settings = settings;
    this.calendar = calendar;
    this.sender = sender;
    this.mails = mails;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    var caller = UserSession.caller();
    if (!caller.isAdministrator()) {
      event.forwardTo("gallery");
      return;
    }
    show(caller);
  }

  private void show(Caller caller) {
    removeAll();
    var now = ServiceCalls.await(() -> settings.of(caller.workspace()));
    var bar = new Div(new H1(UiTexts.of("settings.title")));
    bar.addClassName("fw-page-bar");
    var body =
        new Div(
            new WorkspaceLookPanel(caller, settings, calendar, now),
            new MailServerPanel(caller, settings, sender, mails, now),
            backups(),
            use(caller));
    body.addClassNames("fw-setting", "fw-people-panel");
    add(bar, body);
  }

  static Div card(String title, Component... inside) {
    var card = new Div(new H2(UiTexts.of(title)));
    card.add(inside);
    card.addClassName("fw-card-panel");
    return card;
  }

  private static Div backups() {
    boolean there = RouteConfiguration.forApplicationScope().getRoute(BACKUPS).isPresent();
    return there
        ? card(
            "settings.backups",
            new Paragraph(UiTexts.of("settings.backups.lead")),
            new Anchor(BACKUPS, UiTexts.of("settings.backups.open")))
        : card("settings.backups", new Paragraph(UiTexts.of("settings.backups.by-hand")));
  }

  private Div use(Caller caller) {
    var use = ServiceCalls.await(() -> settings.use(caller));
    var card =
        card(
            "settings.use",
            new Paragraph(UiTexts.of("settings.use.people", use.people(), use.services())),
            new Paragraph(UiTexts.of("settings.use.forms", use.apps(), use.forms())),
            new Paragraph(
                UiTexts.of(
                    "settings.use.space", megabytes(use.bytes()), megabytes(use.fileBytes()))),
            new Paragraph(files(use)),
            new Paragraph(UiTexts.of("settings.limits")));
    card.setId("settings-use");
    return card;
  }

  /** In those megabytes that the limits are set in. */
  private static String files(WorkspaceUse use) {
    long largest = use.largestFile() >> 20;
    return use.mostFileBytes() == 0
        ? UiTexts.of("settings.use.files.any", largest)
        : UiTexts.of("settings.use.files", largest, use.mostFileBytes() >> 20);
  }

  private static long megabytes(long bytes) {
    return Math.ceilDiv(bytes, 1_000_000);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("settings.title") + " · Formwork";
  }
}
