package dev.formwork.ui.form.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.FieldType;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.PublishOptions;
import dev.formwork.designer.definition.UndoHistory;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.designer.recompute.Recomputations;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.definition.DefinitionMenu;
import dev.formwork.ui.definition.DefinitionServices;
import dev.formwork.ui.expression.FormulaContext;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;

/**
 * The form designer. Every change is saved to the draft at once; users see it when it is published.
 */
@Route("design/:app/:form")
public final class FormDesignerView extends MemberView implements HasDynamicTitle {

  /** Remembers which of the panel's inputs has the focus, by its place among them. */
  private static final String KEEP_FOCUS =
      """
      const inputs = () => [...this.querySelectorAll('input, textarea, vaadin-select, button')];
      this.addEventListener('focusin', (event) => { this.focusedAt = inputs().indexOf(event.target); });
      this.addEventListener('focusout', (event) => { if (event.isTrusted && event.relatedTarget && !this.contains(event.relatedTarget)) this.focusedAt = -1; });
      this.focusAgain = () => setTimeout(() => {
        if (this.focusedAt >= 0 && document.activeElement === document.body) inputs()[this.focusedAt]?.focus();
      }, 60);
      """;

  private final transient DefinitionServices definitions;
  private final transient CompiledForms forms;
  private final transient RecordPreviews previews;
  private final transient RecordQueries queries;
  private final transient Recomputations recomputations;
  private transient Caller caller;
  private AppKey app;
  private String key;
  private transient DefinitionId id;
  private transient FormDefinition form;
  private transient FormDefinition published;
  private int version;
  private int revision;
  private FieldKey chosen;
  private final transient UndoHistory<FormDefinition> history = new UndoHistory<>();
  private final FormCanvas formCanvas = new FormCanvas(this::choose, this::move);
  private final Div properties = new Div();
  private final Div state = new Div();
  private final Button undo = tool(VaadinIcon.ARROW_BACKWARD, "design.undo", this::undo);
  private final Button redo = tool(VaadinIcon.ARROW_FORWARD, "design.redo", this::redo);
  private final Button problemsButton = new Button();
  private final Button publish = new Button();
  private transient List<Problem> problems = List.of();
  private RecomputationProgress progress;

  public FormDesignerView(
      DefinitionServices definitions,
      CompiledForms forms,
      RecordPreviews previews,
      RecordQueries queries,
      Recomputations recomputations) {
    super("gallery");
    this.definitions = definitions;
    this.forms = forms;
    this.previews = previews;
    this.queries = queries;
    this.recomputations = recomputations;
    addClassName("fw-page");
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    key = parameter(event, "form");
    id = new DefinitionId(app, DefinitionKind.FORM, key);
    load();
    removeAll();
    properties.addClassName("fw-design-properties");
    properties.getElement().executeJs(KEEP_FOCUS);
    var area = new Div(new FieldPalette(this::insert), formCanvas, properties);
    area.addClassName("fw-design");
    progress = new RecomputationProgress(recomputations);
    add(pageBar(), progress, area);
    progress.follow(caller, app, key);
    show();
  }

  private void load() {
    var stored = ServiceCalls.await(() -> definitions.drafts().find(caller, id));
    version = stored.publishedVersion();
    published = version == 0 ? null : stored.readPublished(FormDefinition.class);
    form = stored.readDraft(FormDefinition.class);
    revision = stored.draftRevision();
    history.clear();
    chosen = null;
  }

  private Div pageBar() {
    var title = new H1(form.title().in(UiTexts.locale()));
    state.addClassName("fw-muted");
    state.getElement().setAttribute("role", "status");
    var back =
        tool(
            VaadinIcon.ARROW_LEFT,
            "back",
            () -> getUI().ifPresent(ui -> ui.navigate("app/" + app + "/" + key)));
    problemsButton.addClickListener(_ -> showProblems());
    problemsButton.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var versions = new DefinitionMenu(definitions, caller, id, this::reload);
    publish.setText(UiTexts.of("design.publish"));
    publish.setIcon(VaadinIcon.ROCKET.create());
    publish.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    publish.addClickListener(_ -> publish());
    publish.setId("publish");
    var actions = new Div(undo, redo, problemsButton, versions, publish);
    actions.addClassName("fw-actions");
    var bar = new Div(back, title, state, actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private static Button tool(VaadinIcon icon, String label, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
    button.setAriaLabel(UiTexts.of(label));
    button.setTooltipText(UiTexts.of(label));
    return button;
  }

  private void insert(FieldType type) {
    var someForm =
        ServiceCalls.await(() -> forms.forms(caller.workspace(), app)).values().stream()
            .findFirst()
            .map(one -> one.definition().key())
            .orElse(form.key());
    var field = FieldFactory.of(type, form, someForm);
    var fields = new ArrayList<>(form.fields());
    int position = chosen == null ? fields.size() : position(chosen) + 1;
    fields.add(position, field);
    chosen = field.key();
    change(form.withFields(fields));
  }

  private void choose(FieldKey wanted) {
    chosen = wanted;
    show();
  }

  /** Moves a field to stand before another; null: to the end. */
  private void move(FieldKey moved, FieldKey before) {
    if (moved.equals(before)) {
      return;
    }
    var fields = new ArrayList<>(form.fields());
    var field = fields.remove(position(moved));
    int target =
        before == null ? fields.size() : fields.stream().map(Field::key).toList().indexOf(before);
    fields.add(target, field);
    chosen = moved;
    change(form.withFields(fields));
  }

  private int position(FieldKey wanted) {
    return form.fields().stream().map(Field::key).toList().indexOf(wanted);
  }

  private void replace(Field changed) {
    var fields = new ArrayList<>(form.fields());
    int position = position(chosen);
    fields.set(position, changed);
    chosen = changed.key();
    change(form.withFields(fields));
  }

  private void remove() {
    var fields = new ArrayList<>(form.fields());
    var removed = fields.remove(position(chosen));
    chosen = null;
    change(form.withFields(fields));
    Toast.undoable(UiTexts.of("design.removed", removed.title().in(UiTexts.locale())), this::undo);
  }

  private void change(FormDefinition changed) {
    history.push(form);
    save(changed);
  }

  private void undo() {
    history.undo(form).ifPresent(this::save);
  }

  private void redo() {
    history.redo(form).ifPresent(this::save);
  }

  private void save(FormDefinition changed) {
    form = changed;
    try {
      var json = DefinitionJson.mapper().valueToTree(changed);
      revision = ServiceCalls.await(() -> definitions.drafts().save(caller, id, json, revision));
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      if (refusal.kind() == Refusal.Kind.STALE) {
        load();
      }
    }
    show();
  }

  private void show() {
    problems =
        ServiceCalls.await(
            () ->
                definitions
                    .drafts()
                    .problems(caller, id, DefinitionJson.mapper().valueToTree(form)));
    formCanvas.show(form, chosen, problems, tools().names(null));
    undo.setEnabled(history.canUndo());
    redo.setEnabled(history.canRedo());
    problemsButton.setText(UiTexts.of("design.problems", problems.size()));
    problemsButton.setVisible(!problems.isEmpty());
    boolean changed = !form.equals(published);
    publish.setEnabled(problems.isEmpty() && changed);
    state.setText(UiTexts.of(changed ? "design.draft" : "design.published", version));
    properties.removeAll();
    if (chosen == null || position(chosen) < 0) {
      var hint = new Paragraph(UiTexts.of("design.choose"));
      hint.addClassName("fw-muted");
      properties.add(hint, new FormRulesPanel(tools(), problems, this::change));
    } else {
      int position = position(chosen);
      var back =
          new Button(
              UiTexts.of("design.form-rules"), VaadinIcon.ARROW_LEFT.create(), _ -> choose(null));
      back.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      back.setId("form-rules");
      properties.add(
          back,
          new FieldPropertiesPanel(
              form.fields().get(position),
              null,
              tools(),
              problems.stream()
                  .filter(
                      one ->
                          one.path().startsWith("/fields/" + position + "/")
                              || one.path().equals("/fields/" + position))
                  .toList(),
              this::replace,
              this::remove,
              offset -> shift(offset)));
    }
    focusAgain();
  }

  /** Whoever went on to the next input finds it again, though the panel was made anew. */
  private void focusAgain() {
    properties.getElement().executeJs("this.focusAgain?.()");
  }

  private FormulaContext tools() {
    return new FormulaContext(
        caller,
        app,
        form,
        ServiceCalls.await(() -> forms.forms(caller.workspace(), app)),
        ServiceCalls.await(() -> forms.setting(caller.workspace(), app)).library(),
        previews,
        queries);
  }

  /** Moves the chosen field up or down: the keyboard's way. */
  private void shift(int offset) {
    var fields = new ArrayList<>(form.fields());
    int from = position(chosen);
    int to = from + offset;
    if (to >= 0 && to < fields.size()) {
      fields.add(to, fields.remove(from));
      change(form.withFields(fields));
    }
  }

  private void publish() {
    try {
      published(ServiceCalls.await(() -> definitions.publisher().publish(caller, id)));
    } catch (Refusal refusal) {
      if (refusal.problems().stream().allMatch(FormDesignerView::isLoss)) {
        askAboutLoss(refusal.problems());
      } else {
        Toast.refused(refusal);
      }
    }
  }

  private void published(int version) {
    Toast.done(UiTexts.of(version == 1 ? "design.is-live-first" : "design.is-live", version));
    reload();
  }

  /** What may be answered by yes. */
  private static boolean isLoss(Problem problem) {
    return problem.is(DesignProblem.VALUES_NOT_CONVERTED)
        || problem.is(DesignProblem.VALUES_NOT_FITTING)
        || problem.is(DesignProblem.VALUES_OVERWRITTEN);
  }

  private void askAboutLoss(List<Problem> problems) {
    var list = new UnorderedList();
    problems.forEach(problem -> list.add(new ListItem(UiTexts.of(problem))));
    var ask = new ConfirmDialog();
    ask.setHeader(UiTexts.of("design.loss"));
    ask.setText(list);
    ask.setCancelable(true);
    ask.setCancelText(UiTexts.of("cancel"));
    ask.setConfirmText(UiTexts.of("design.loss.publish"));
    ask.addConfirmListener(
        _ ->
            UiCommands.run(
                    () ->
                        definitions
                            .publisher()
                            .publish(caller, id, PublishOptions.USUAL.acceptingLoss()))
                .ifPresent(this::published));
    ask.open();
  }

  /** Another version runs than before. */
  private void reload() {
    progress.follow(caller, app, key);
    load();
    show();
  }

  private void showProblems() {
    var list = new UnorderedList();
    list.addClassName("fw-problem-list");
    problems.forEach(
        problem ->
            list.add(new ListItem(new NativeButton(UiTexts.of(problem), _ -> goTo(problem)))));
    dialog(UiTexts.of("design.problems", problems.size()), new Div(list));
  }

  private void goTo(Problem problem) {
    var parts = problem.path().split("/", -1);
    if (parts.length > 1 && !parts[1].equals("fields")) {
      choose(null);
      return;
    }
    if (parts.length > 2
        && parts[1].equals("fields")
        && Integer.parseInt(parts[2]) < form.fields().size()) {
      choose(form.fields().get(Integer.parseInt(parts[2])).key());
    }
  }

  private static void dialog(String title, Div body) {
    var dialog = new Dialog(body);
    dialog.setHeaderTitle(title);
    dialog.setMaxWidth("40rem");
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("design.open") + " · Formwork";
  }
}
