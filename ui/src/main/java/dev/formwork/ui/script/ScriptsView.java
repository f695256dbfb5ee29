package dev.formwork.ui.script;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.Title;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.script.ScriptService;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.definition.DefinitionServices;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import java.util.Comparator;
import java.util.List;

/**
 * The scripts of an app: edited by administrators, run by everybody where they belong to no form.
 */
@Route("scripts/:app")
public final class ScriptsView extends MemberView implements HasDynamicTitle {

  private final transient DefinitionServices definitions;
  private final transient ScriptService runs;
  private final transient CompiledForms forms;
  private transient Caller caller;
  private AppKey app;
  private transient List<CompiledForm> offered;
  private final EditableCardList<ScriptCard> cards =
      new EditableCardList<>(UiTexts.of("script.none"));

  public ScriptsView(DefinitionServices definitions, ScriptService runs, CompiledForms forms) {
    super("gallery");
    this.definitions = definitions;
    this.runs = runs;
    this.forms = forms;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    offered =
        ServiceCalls.await(() -> forms.forms(caller.workspace(), app)).values().stream()
            .sorted(Comparator.comparing(ScriptsView::title))
            .toList();
    removeAll();
    var links = ServiceCalls.await(() -> forms.links(caller.workspace(), app));
    if (RecordAccess.rights(caller, app, links).mayDesign()) {
      published().published().forEach(this::card);
      add(pageBar(actions()), body(cards));
    } else {
      add(
          pageBar(new Div()),
          body(runnable(ServiceCalls.await(() -> forms.scripts(caller.workspace(), app)))));
    }
  }

  private static String title(CompiledForm form) {
    return form.definition().title().in(UiTexts.locale());
  }

  private Div actions() {
    var add = new Button(UiTexts.of("script.add"), VaadinIcon.PLUS.create(), _ -> card(example()));
    add.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    add.setId("add-script");
    var save = new Button(UiTexts.of("save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.setId("save-scripts");
    return new Div(add, save);
  }

  private static Div pageBar(Div actions) {
    actions.addClassName("fw-actions");
    var bar = new Div(new H1(UiTexts.of("script.title")), actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private static Div body(Div content) {
    var lead = new Paragraph(UiTexts.of("script.lead"));
    lead.addClassName("fw-muted");
    var body = new Div(lead, content);
    body.addClassName("fw-setting");
    return body;
  }

  private Div runnable(List<AppScript> found) {
    var list = new Div();
    list.addClassName("fw-function-cards");
    found.stream()
        .filter(script -> script.form() == null)
        .map(script -> new ScriptRunCard(script, () -> runs.run(caller, app, script.key(), "{}")))
        .forEach(list::add);
    return list;
  }

  private void card(AppScript script) {
    cards.append(
        new ScriptCard(
            script, offered, (text, input) -> runs.tryOut(caller, app, text, input), cards::drop));
  }

  private AppScript example() {
    var form = offered.isEmpty() ? null : offered.getFirst().definition().key();
    return new AppScript(
        "new_script",
        new Title("New script", "新脚本"),
        null,
        form,
        """
        input => {
          const record = records.get(input.form, input.id);
          log(record.record_title);
          return 'Seen: ' + record.record_title;
        }""");
  }

  private AppDefinitionList<AppScript> published() {
    return new AppDefinitionList<>(
        definitions, caller, DefinitionId.ofApp(app, DefinitionKind.SCRIPTS), AppScript.class);
  }

  private void save() {
    cards.save(
        () -> published().publish(cards.cards().stream().map(ScriptCard::script).toList()),
        UiTexts.of("script.saved"));
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("script.title") + " · Formwork";
  }
}
