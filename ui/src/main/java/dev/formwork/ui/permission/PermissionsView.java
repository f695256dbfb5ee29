package dev.formwork.ui.permission;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
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
import dev.formwork.designer.permission.PermissionExplanations;
import dev.formwork.designer.permission.Permissions;
import dev.formwork.ui.expression.FormulaTools;
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.Shell;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Toast;
import dev.formwork.ui.shell.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may do what with the records of a form. */
@Route(value = "permissions/:app/:form", layout = Shell.class)
public final class PermissionsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient Permissions permissions;
  private final transient PermissionExplanations permissionExplanations;
  private final transient CompiledForms forms;
  private final transient RecordPreviews previews;
  private final transient RecordQueries queries;
  private transient Caller caller;
  private transient CompiledForm form;
  private transient FormulaTools tools;
  private String app;
  private int version;
  private final Div cards = new Div();
  private final transient List<SetCard> sets = new ArrayList<>();

  public PermissionsView(
      Permissions permissions,
      PermissionExplanations permissionExplanations,
      CompiledForms forms,
      RecordPreviews previews,
      RecordQueries queries) {
    this.permissions = permissions;
    this.permissionExplanations = permissionExplanations;
    this.forms = forms;
    this.previews = previews;
    this.queries = queries;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!Visit.isPresent()) {
      return;
    }
    caller = Visit.caller();
    app = event.getRouteParameters().get("app").orElseThrow();
    var key = event.getRouteParameters().get("form").orElseThrow();
    try {
      version = Backend.await(() -> permissions.version(caller, app, key));
      var found = Backend.await(() -> permissions.of(caller, app, key));
      form = Backend.await(() -> forms.form(caller.workspace(), app, key));
      tools =
          new FormulaTools(
              caller,
              new AppKey(app),
              form.definition(),
              Backend.await(() -> forms.forms(caller.workspace(), app)),
              Backend.await(() -> forms.setting(caller.workspace(), app)).library(),
              previews,
              queries);
      build(found);
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      event.forwardTo("");
    }
  }

  private void build(FormPermissions found) {
    removeAll();
    sets.clear();
    cards.removeAll();
    var lead = new Paragraph(Texts.of("permission.lead"));
    lead.addClassName("fw-muted");
    var body = new Div(lead, cards);
    body.addClassName("fw-setting");
    add(pageBar(), body);
    found.sets().forEach(this::card);
  }

  private Div pageBar() {
    var why =
        new Button(
            Texts.of("permission.why"),
            VaadinIcon.QUESTION_CIRCLE_O.create(),
            _ -> new WhyDialog(caller, form, permissionExplanations, null).open());
    why.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    why.setId("why");
    var add = new Button(Texts.of("permission.add"), VaadinIcon.PLUS.create(), _ -> card(fresh()));
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    add.setId("add-set");
    var save = new Button(Texts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-permissions");
    var people = new Anchor("access/" + app, Texts.of("permission.app"));
    var actions = new Div(people, why, add, save);
    actions.addClassName("fw-actions");
    var bar =
        new Div(
            new H1(Texts.of("permission.heading", form.definition().title().in(Texts.locale()))),
            actions);
    bar.addClassName("fw-page-bar");
    return bar;
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
        RowsInput.presets(form.definition()).get(1).source(),
        false);
  }

  private void card(PermissionSet set) {
    var card =
        new SetCard(
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
    sets.forEach(SetCard::clearError);
    var wanted =
        new FormPermissions(form.definition().key(), sets.stream().map(SetCard::set).toList());
    try {
      Backend.await(() -> permissions.save(caller, app, form.key(), wanted, version));
      version++;
      Toast.done(Texts.of("permission.saved"));
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
    sets.get(Integer.parseInt(parts[2])).fail(Texts.of(problem));
    return true;
  }

  @Override
  public String getPageTitle() {
    return Texts.of("permission.open") + " · Formwork";
  }
}
