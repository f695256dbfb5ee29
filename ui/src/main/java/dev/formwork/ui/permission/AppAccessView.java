package dev.formwork.ui.permission;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.permission.AppAccess;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.JsonShape;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.definition.DefinitionServices;
import dev.formwork.ui.field.GranteePicker;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;

/** Who may enter an app, and with which app role. */
@Route("access/:app")
public final class AppAccessView extends MemberView implements HasDynamicTitle {

  /** One line: these people are this. */
  private record Line(Div area, GranteePicker who, Select<AppRole> as) {}

  private final transient DefinitionServices definitions;
  private transient Caller caller;
  private AppKey app;
  private int version;
  private final Div lines = new Div();
  private final transient List<Line> grants = new ArrayList<>();

  public AppAccessView(DefinitionServices definitions) {
    super("");
    this.definitions = definitions;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    var published = ServiceCalls.await(() -> definitions.drafts().published(caller, id()));
    version = published.version();
    build(JsonShape.object(published.json(), AppAccess.class));
  }

  private void build(AppAccess access) {
    removeAll();
    lines.removeAll();
    grants.clear();
    var add =
        new Button(
            UiTexts.of("access.add"),
            VaadinIcon.PLUS.create(),
            _ -> line(new AppAccess.Grant(new Grantees(false, null, null, null), AppRole.USER)));
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var save = new Button(UiTexts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-access");
    var actions = new Div(add, save);
    actions.addClassName("fw-actions");
    var bar = new Div(new H1(UiTexts.of("access.title")), actions);
    bar.addClassName("fw-page-bar");
    var lead = new Paragraph(UiTexts.of("access.lead"));
    lead.addClassName("fw-muted");
    var body = new Div(lead, lines);
    body.addClassName("fw-setting");
    add(bar, body);
    access.grants().forEach(this::line);
  }

  private void line(AppAccess.Grant grant) {
    var who = new GranteePicker(caller.people(), grant.who());
    var as = new Select<AppRole>();
    as.setLabel(UiTexts.of("access.as"));
    as.setItems(AppRole.values());
    as.setItemLabelGenerator(role -> Messages.sentence(UiTexts.locale(), role.messageKey()));
    as.setValue(grant.as());
    as.setWidthFull();
    var area = new Div();
    area.addClassNames("fw-function-card", "fw-script-head");
    var line = new Line(area, who, as);
    var remove =
        new Button(
            VaadinIcon.TRASH.create(),
            _ -> {
              grants.remove(line);
              lines.remove(area);
            });
    remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    remove.setAriaLabel(UiTexts.of("remove"));
    area.add(who, as, remove);
    grants.add(line);
    lines.add(area);
  }

  private void save() {
    var wanted =
        new AppAccess(
            app,
            grants.stream()
                .map(line -> new AppAccess.Grant(line.who.who(), line.as.getValue()))
                .toList());
    UiCommands.run(
            () ->
                definitions
                    .publisher()
                    .replace(caller, id(), DefinitionJson.mapper().valueToTree(wanted), version))
        .ifPresent(
            made -> {
              version = made;
              Toast.done(UiTexts.of("permission.saved"));
            });
  }

  private DefinitionId id() {
    return DefinitionId.ofApp(app, DefinitionKind.ACCESS);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("access.title") + " · Formwork";
  }
}
