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
import dev.formwork.ui.notice.NoticeSettings;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Shell;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Visit;
import dev.formwork.ui.task.DelegationPanel;
import dev.formwork.workflow.notice.Notices;
import dev.formwork.workflow.people.Delegations;
import java.time.ZoneId;

/** The member's own profile and settings. */
@Route(value = "profile", layout = Shell.class)
public final class ProfileView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient Members members;
  private final transient ApiTokens tokens;
  private final transient Definitions definitions;
  private final transient CompiledForms forms;
  private final transient SecondFactor secondFactor;
  private final transient WebSessions sessions;
  private final transient Notices notices;
  private final transient Delegations delegations;

  public ProfileView(
      Members members,
      ApiTokens tokens,
      Definitions definitions,
      CompiledForms forms,
      SecondFactor secondFactor,
      WebSessions sessions,
      Notices notices,
      Delegations delegations) {
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
    if (!Visit.isPresent()) {
      return;
    }
    removeAll();
    var bar = new Div(new H1(Texts.of("profile.title")));
    bar.addClassName("fw-page-bar");
    var columns = new Div(person());
    if (Visit.seenAs().isEmpty()) {
      columns.add(
          new NoticeSettings(notices, Visit.caller()),
          new DelegationPanel(delegations, Visit.caller()),
          new SecurityPanel(members, secondFactor, sessions, Visit.caller()),
          new TokensPanel(
              new TokenOwner.Myself(tokens, Visit.caller()),
              Visit.caller(),
              definitions,
              forms,
              Texts.of("token.lead")));
    }
    columns.addClassName("fw-profile");
    add(bar, columns);
  }

  private Div person() {
    var member = Visit.member();
    var name = new TextField(Texts.of("profile.name"));
    name.setValue(member.name());
    name.setWidthFull();
    var language = new Select<String>();
    language.setLabel(Texts.of("profile.language"));
    language.setItems("en", "zh");
    language.setItemLabelGenerator(code -> code.equals("zh") ? "中文" : "English");
    language.setValue(member.language());
    language.setWidthFull();
    var zone = new ComboBox<String>(Texts.of("profile.zone"));
    zone.setItems(ZoneId.getAvailableZoneIds().stream().sorted().toList());
    zone.setValue(member.zone());
    zone.setWidthFull();
    var dark = new Checkbox(Texts.of("profile.dark"));
    dark.setValue(member.dark());
    var save =
        new Button(
            Texts.of("save"),
            _ ->
                Guarded.run(
                        () ->
                            members.changeProfile(
                                member.id(),
                                name.getValue(),
                                language.getValue(),
                                zone.getValue(),
                                dark.getValue()))
                    .ifPresent(
                        changed -> {
                          Visit.update(changed);
                          getUI().ifPresent(ui -> ui.getPage().reload());
                        }));
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-profile");
    var actions = new Div(save);
    actions.addClassName("fw-actions");
    var login = new Paragraph(Texts.of("profile.login", member.login()));
    login.addClassName("fw-muted");
    var panel = new Div(new H2(Texts.of("profile.me")), login, name, language, zone, dark, actions);
    panel.addClassName("fw-card-panel");
    return panel;
  }

  @Override
  public String getPageTitle() {
    return Texts.of("profile.title") + " · Formwork";
  }
}
