package dev.formwork.ui.profile;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.member.Members;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.SecondFactor;
import dev.formwork.core.token.ApiTokens;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.setting.WorkspaceSettingsService;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.notice.NoticeSettings;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.task.DelegationPanel;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.ui.token.ApiTokensPanel;
import dev.formwork.ui.token.TokenOwner;
import dev.formwork.workflow.notice.Notices;
import dev.formwork.workflow.people.Delegations;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;

/** The member's own profile and settings. */
@Route("profile")
public final class ProfileView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient Members members;
  private final transient ApiTokens tokens;
  private final transient Definitions definitions;
  private final transient CompiledForms forms;
  private final transient SecondFactor secondFactor;
  private final transient WebSessions sessions;
  private final transient Notices notices;
  private final transient Delegations delegations;
  private final transient WorkspaceSettingsService settings;

  public ProfileView(
      Members members,
      ApiTokens tokens,
      Definitions definitions,
      CompiledForms forms,
      SecondFactor secondFactor,
      WebSessions sessions,
      Notices notices,
      Delegations delegations,
      WorkspaceSettingsService settings) {
    this.settings = settings;
    this.notices = notices;
    this.delegations = delegations;
    this.secondFactor = secondFactor;
    this.sessions = sessions;
    this.definitions = definitions;
    this.forms = forms;
    this.members = members;
    this.tokens = tokens;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    removeAll();
    var bar = new Div(new H1(UiTexts.of("profile.title")));
    bar.addClassName("fw-page-bar");
    var columns = new Div(person());
    if (UserSession.seenAs().isEmpty()) {
      columns.add(
          new NoticeSettings(notices, UserSession.caller()),
          new DelegationPanel(delegations, UserSession.caller()),
          new AccountSecurityPanel(members, secondFactor, sessions, UserSession.caller()),
          new ApiTokensPanel(
              new TokenOwner.Myself(tokens, UserSession.caller()),
              UserSession.caller(),
              definitions,
              forms,
              UiTexts.of("token.lead")));
    }
    columns.addClassName("fw-profile");
    add(bar, columns);
  }

  /** Those of the workspace, and the one that somebody has. */
  private List<String> languages(String own) {
    var workspace = UserSession.caller().workspace();
    var offered =
        new LinkedHashSet<>(
            ServiceCalls.await(() -> settings.of(workspace)).settings().languages());
    offered.add(own);
    return List.copyOf(offered);
  }

  private Div person() {
    var member = UserSession.member();
    var name = new TextField(UiTexts.of("profile.name"));
    name.setValue(member.name());
    name.setWidthFull();
    var language = new Select<String>();
    language.setLabel(UiTexts.of("profile.language"));
    language.setItems(languages(member.language()));
    language.setItemLabelGenerator(code -> code.equals("zh") ? "中文" : "English");
    language.setValue(member.language());
    language.setWidthFull();
    var zone = new ComboBox<String>(UiTexts.of("profile.zone"));
    zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setValue(member.zone());
    zone.setClearButtonVisible(true);
    zone.setPlaceholder(
        UiTexts.of(
            "profile.zone.workspace", UserSession.caller().organization().now().zone().getId()));
    zone.setHelperText(UiTexts.of("profile.zone.help"));
    zone.setId("profile-zone");
    zone.setWidthFull();
    var dark = new Checkbox(UiTexts.of("profile.dark"));
    dark.setValue(member.dark());
    var save =
        new Button(
            UiTexts.of("save"),
            _ ->
                UiCommands.run(
                        () ->
                            members.changeProfile(
                                member.id(),
                                name.getValue(),
                                language.getValue(),
                                zone.getValue(),
                                dark.getValue()))
                    .ifPresent(
                        changed -> {
                          UserSession.update(changed);
                          getUI().ifPresent(ui -> ui.getPage().reload());
                        }));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-profile");
    var actions = new Div(save);
    actions.addClassName("fw-actions");
    var login = new Paragraph(UiTexts.of("profile.login", member.login()));
    login.addClassName("fw-muted");
    var panel =
        new Div(new H2(UiTexts.of("profile.me")), login, name, language, zone, dark, actions);
    panel.addClassName("fw-card-panel");
    return panel;
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("profile.title") + " · Formwork";
  }
}
