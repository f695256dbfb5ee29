package dev.formwork.ui.permission;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.permission.Grantees;
import dev.formwork.core.permission.PermissionSet;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.JsonShape;
import dev.formwork.designer.permission.PermissionExplanations;
import dev.formwork.designer.permission.UsualPermissions;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.definition.DefinitionServices;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may do what with the records of a form. */
@Route("permissions/:app/:form")
public final class FormPermissionsView extends MemberView implements HasDynamicTitle {

  private final transient DefinitionServices definitions;
  private final transient PermissionExplanations permissionExplanations;
  private final transient CompiledForms forms;
  private final transient RecordPreviews previews;
  private final transient RecordQueries queries;
  private transient Caller caller;
  private transient CompiledForm form;
  private transient FormulaContext tools;
  private AppKey app;
  private transient DefinitionId id;
  private int version;
  private final Div cards = new Div();
  private final transient List<PermissionSetCard> sets = new ArrayList<>();

  public FormPermissionsView(
      DefinitionServices definitions,
      PermissionExplanations permissionExplanations,
      CompiledForms forms,
      RecordPreviews previews,
      RecordQueries queries) {
    super("");
    this.definitions = definitions;
    this.permissionExplanations = permissionExplanations;
    this.forms = forms;
    this.previews = previews;
    this.queries = queries;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    var key = AddressKeys.form(event);
    id = new DefinitionId(app, DefinitionKind.PERMISSIONS, key.value());
    var published = ServiceCalls.await(() -> definitions.drafts().published(caller, id));
    version = published.version();
    form = ServiceCalls.await(() -> forms.form(caller.workspace(), app, key));
    tools =
        new FormulaContext(
            caller,
            app,
            form.definition(),
            ServiceCalls.await(() -> forms.forms(caller.workspace(), app)),
            ServiceCalls.await(() -> forms.setting(caller.workspace(), app)).library(),
            previews,
            queries);
    build(JsonShape.object(published.json(), FormPermissions.class));
  }

  private void build(FormPermissions found) {
    removeAll();
    sets.clear();
    cards.removeAll();
    var lead = new Paragraph(UiTexts.of("permission.lead"));
    lead.addClassName("fw-muted");
    var body = new Div(lead, cards);
    body.addClassName("fw-setting");
    add(pageBar(), body);
    found.sets().forEach(this::card);
  }

  private Div pageBar() {
    var why =
        new Button(
            UiTexts.of("permission.why"),
            VaadinIcon.QUESTION_CIRCLE_O.create(),
            _ ->
                new PermissionExplanationDialog(caller, form, permissionExplanations, null).open());
    why.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    why.setId("why");
    var add =
        new Button(UiTexts.of("permission.add"), VaadinIcon.PLUS.create(), _ -> card(fresh()));
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var usual =
        new Button(UiTexts.of("permission.usual"), VaadinIcon.SHIELD.create(), _ -> usual());
    usual.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    usual.setTooltipText(UiTexts.of("permission.usual.help"));
    usual.setId("usual-permissions");
    add.setId("add-set");
    var save = new Button(UiTexts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-permissions");
    var people = new Anchor("access/" + app, UiTexts.of("permission.app"));
    var actions = new Div(people, why, usual, add, save);
    actions.addClassName("fw-actions");
    var bar =
        new Div(
            new H1(
                UiTexts.of("permission.heading", form.definition().title().in(UiTexts.locale()))),
            actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  /** Own, team, all: shown to be looked at, and stored when one saves. */
  private void usual() {
    sets.clear();
    cards.removeAll();
    UsualPermissions.of(form).sets().forEach(this::card);
  }

  /** For one's own records, which is what most sets are about. */
  private PermissionSet fresh() {
    int number = sets.size() + 1;
    var keys = sets.stream().map(card -> card.set().key()).toList();
    while (keys.contains("set_" + number)) {
      number++;
    }
    return new PermissionSet(
        "set_" + number,
        new Title("Own records", "本人的数据"),
        new Grantees(false, null, null, null),
        Set.of(RecordAction.READ, RecordAction.CREATE, RecordAction.CHANGE),
        Map.of(),
        null,
        RecordScopeInput.presets(form.definition()).get(1).source(),
        false);
  }

  private void card(PermissionSet set) {
    var card =
        new PermissionSetCard(
            form.definition(),
            caller.people(),
            tools,
            set,
            gone -> {
              sets.remove(gone);
              cards.remove(gone);
            });
    sets.add(card);
    cards.add(card);
  }

  private void save() {
    sets.forEach(PermissionSetCard::clearError);
    var wanted =
        new FormPermissions(
            form.definition().key(), sets.stream().map(PermissionSetCard::set).toList());
    try {
      var json = DefinitionJson.mapper().valueToTree(wanted);
      version =
          ServiceCalls.await(() -> definitions.publisher().replace(caller, id, json, version));
      Toast.done(UiTexts.of("permission.saved"));
    } catch (Refusal refusal) {
      if (!refusal.problems().stream().allMatch(this::mark)) {
        Toast.refused(refusal);
      }
    }
  }

  private boolean mark(Problem problem) {
    var parts = problem.path().split("/", -1);
    if (parts.length < 3 || !parts[2].matches("[0-9]+")) {
      return false;
    }
    sets.get(Integer.parseInt(parts[2])).fail(UiTexts.of(problem));
    return true;
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("permission.open") + " · Formwork";
  }
}
