package dev.formwork.ui.list;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.member.Member;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.filter.FilterCondition;
import dev.formwork.ui.filter.FilterDialog;
import dev.formwork.ui.flow.instance.RecordFlows;
import dev.formwork.ui.record.RecordPanel;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * The records of a form: as a table or a board, with a record beside it. Follows what others
 * change.
 */
@Route("app/:app/:form")
@RouteAlias("app/:app/:form/:record")
public final class RecordListView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final transient RecordListServices services;

  private String app;
  private transient CompiledForm form;
  private transient Caller caller;
  private transient FieldDisplay display;
  private transient FieldEditors editors;
  private RecordTable table;
  private RecordBoard board;
  private ListMetrics listMetrics;
  private RecordPanel panel;
  private final Div sheet = new Div();
  private final Div chips = new Div();
  private final Div content = new Div();
  private final TextField search = new TextField();
  private final List<FilterCondition> conditions = new ArrayList<>();
  private boolean showsBoard;
  private transient Runnable stopListening = () -> {};

  RecordListView(RecordListServices services) {
    this.services = services;
    addClassName("fw-page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    caller = UserSession.caller();
    app = event.getRouteParameters().get("app").orElseThrow();
    var key = event.getRouteParameters().get("form").orElseThrow();
    try {
      form = ServiceCalls.await(() -> services.forms.form(caller.workspace(), app, key));
      if (!RecordAccess.to(caller, form).isKnown()) {
        throw Refusal.of(Refusal.Kind.NOT_FOUND, "form-not-found", app, key);
      }
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      event.forwardTo("gallery");
      return;
    }
    var names =
        ServiceCalls.await(() -> services.members.of(caller.workspace())).stream()
            .collect(Collectors.toMap(Member::id, Member::name));
    display = new FieldDisplay(UiTexts.locale(), caller.zone(), names);
    editors = new FieldEditors(caller, app, services.forms, services.queries, display);
    build();
    event.getRouteParameters().get("record").ifPresent(this::openByAddress);
  }

  private void openByAddress(String record) {
    if (record.equals("new")) {
      openNew();
    } else if (record.matches("[0-9a-f-]{36}")) {
      open(UUID.fromString(record));
    }
  }

  private void build() {
    removeAll();
    conditions.clear();
    listMetrics = new ListMetrics(caller, form, services.queries, display);
    sheet.setVisible(false);
    sheet.addClassName("fw-sheet");
    chips.addClassName("fw-chips");
    content.addClassName("fw-content");
    add(pageBar(), tools(), listMetrics, content, sheet);
    showsBoard = false;
    refresh(true);
  }

  private Div pageBar() {
    var title = new H1(form.definition().title().in(UiTexts.locale()));
    var actions =
        new RecordListActions(
            caller,
            form,
            services,
            () -> new RecordListActions.CurrentQuery(filter(), words()),
            this::openNew);
    var bar = new Div(title, views(), actions);
    bar.addClassName("fw-page-bar");
    return bar;
  }

  private Tabs views() {
    var asTable = new Tab(VaadinIcon.TABLE.create(), new Span(UiTexts.of("view.table")));
    var tabs = new Tabs(asTable);
    tabs.getElement().setAttribute("aria-label", UiTexts.of("view.views"));
    boolean staged =
        form.definition()
            .stageField()
            .map(field -> RecordAccess.to(caller, form).right(field).isReadable())
            .orElse(false);
    if (staged) {
      tabs.add(new Tab(VaadinIcon.GRID_V.create(), new Span(UiTexts.of("view.board"))));
    }
    tabs.addSelectedChangeListener(
        event -> {
          showsBoard = !event.getSelectedTab().equals(asTable);
          refresh(true);
        });
    return tabs;
  }

  private Div tools() {
    search.setPlaceholder(UiTexts.of("search.placeholder"));
    search.setAriaLabel(UiTexts.of("search.placeholder"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setValueChangeTimeout(250);
    search.addValueChangeListener(_ -> refresh(false));
    var filter =
        new Button(
            UiTexts.of("filter.open"),
            VaadinIcon.FILTER.create(),
            _ -> new FilterDialog(caller, form, editors, display, this::addCondition).open());
    filter.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    filter.setId("filter");
    var tools = new Div(search, filter, chips);
    tools.addClassName("fw-tools");
    return tools;
  }

  private void addCondition(FilterCondition filterCondition) {
    conditions.add(filterCondition);
    showChips();
    refresh(false);
  }

  private void showChips() {
    chips.removeAll();
    for (var filterCondition : conditions) {
      var remove =
          new Button(
              VaadinIcon.CLOSE_SMALL.create(),
              _ -> {
                conditions.remove(filterCondition);
                showChips();
                refresh(false);
              });
      remove.addThemeVariants(
          ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ICON);
      remove.setAriaLabel(UiTexts.of("filter.remove", filterCondition.label()));
      var chip = new Div(new Span(filterCondition.label()), remove);
      chip.addClassName("fw-chip");
      chips.add(chip);
    }
  }

  private String filter() {
    return conditions.isEmpty()
        ? null
        : conditions.stream()
            .map(filterCondition -> "(" + filterCondition.expression() + ")")
            .collect(Collectors.joining(" AND "));
  }

  private String words() {
    return search.getValue().isBlank() ? null : search.getValue();
  }

  /**
   * @param rebuild whether the view itself changed, not just what it shows
   */
  private void refresh(boolean rebuild) {
    try {
      if (!RecordAccess.to(caller, form).may(RecordAction.READ)) {
        content.removeAll();
        content.add(emptyState());
        return;
      }
      listMetrics.refresh(filter(), words());
      if (rebuild) {
        content.removeAll();
        table = null;
        board = null;
      }
      if (isEmptyForm()) {
        content.removeAll();
        content.add(emptyState());
        table = null;
        board = null;
      } else if (showsBoard) {
        showBoard();
      } else {
        showTable();
      }
    } catch (Refusal refusal) {
      Toast.refused(refusal);
    }
  }

  private boolean isEmptyForm() {
    return filter() == null
        && words() == null
        && ServiceCalls.await(
                () ->
                    services.queries.list(
                        caller, form, dev.formwork.core.record.query.RecordQuery.firstPage(1)))
            .items()
            .isEmpty();
  }

  private void showTable() {
    if (table == null) {
      content.removeAll();
      table = new RecordTable(caller, form, services.queries, display, record -> open(record.id()));
      var bar = new BulkBar(caller, form, services, editors, () -> refresh(false));
      if (BulkBar.isOffered(caller, form)) {
        table.onChoice(bar::show);
        content.add(bar);
      }
      content.add(table);
    }
    table.show(filter(), words());
  }

  private void showBoard() {
    if (board == null) {
      content.removeAll();
      board =
          new RecordBoard(
              caller,
              form,
              services.queries,
              services.records,
              display,
              (StoredRecord record) -> open(record.id()),
              () -> refresh(false));
      content.add(board);
    }
    board.show(filter(), words());
  }

  private Div emptyState() {
    var create = new Button(UiTexts.of("record.create"), VaadinIcon.PLUS.create(), _ -> openNew());
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    var bring =
        new Button(
            UiTexts.of("import.open"),
            VaadinIcon.UPLOAD.create(),
            _ -> go("import/" + app + "/" + form.definition().key()));
    var picture = new Div();
    picture.addClassName("fw-empty-picture");
    picture.getElement().setAttribute("aria-hidden", "true");
    var rights = RecordAccess.to(caller, form);
    create.setVisible(rights.may(RecordAction.CREATE));
    bring.setVisible(rights.may(RecordAction.IMPORT));
    var buttons = new Div(create, bring);
    buttons.addClassName("fw-actions");
    var empty =
        new Div(
            picture,
            new com.vaadin.flow.component.html.H2(
                UiTexts.of("empty.title", form.definition().title().in(UiTexts.locale()))),
            new Paragraph(
                UiTexts.of(
                    !rights.may(RecordAction.READ)
                        ? "empty.unread"
                        : rights.may(RecordAction.CREATE) ? "empty.lead" : "empty.nothing")),
            buttons);
    empty.addClassName("fw-empty");
    return empty;
  }

  private void openNew() {
    openPanel().showNew();
  }

  private void open(UUID id) {
    if (!openPanel().show(id)) {
      closeSheet();
    }
  }

  private RecordPanel openPanel() {
    sheet.removeAll();
    panel =
        new RecordPanel(
            form,
            new RecordPanel.Services(
                caller,
                services.records,
                services.queries,
                services.previews,
                editors,
                display,
                services.runs,
                scripts(),
                services.links,
                RecordFlows.of(services.tasks, caller)),
            this::closeSheet,
            () -> refresh(false));
    sheet.add(panel);
    sheet.setVisible(true);
    sheet
        .getElement()
        .setAttribute("role", "complementary")
        .setAttribute("aria-label", form.definition().title().in(UiTexts.locale()));
    return panel;
  }

  private List<AppScript> scripts() {
    return ServiceCalls.await(() -> services.forms.scripts(caller.workspace(), app));
  }

  private void closeSheet() {
    sheet.setVisible(false);
    sheet.removeAll();
  }

  private void go(String path) {
    getUI().ifPresent(ui -> ui.navigate(path));
  }

  @Override
  protected void onAttach(AttachEvent event) {
    if (form == null) {
      return;
    }
    var ui = event.getUI();
    var schema = form.table().schema();
    var key = form.definition().key().value();
    stopListening =
        services.live.listen(
            changed ->
                changed.schema().equals(schema)
                    && (changed.form().equals(key) || changed.form().isEmpty()),
            changed -> ui.access(() -> changed(changed.form().isEmpty())));
  }

  /**
   * A new version of the definition rebuilds the screen, unless someone is in the middle of a
   * record.
   */
  private void changed(boolean definition) {
    if (definition && !sheet.isVisible()) {
      form =
          ServiceCalls.await(
              () -> services.forms.form(caller.workspace(), app, form.definition().key().value()));
      build();
    } else {
      refresh(false);
      if (sheet.isVisible()) {
        panel.follow();
      }
    }
  }

  @Override
  protected void onDetach(DetachEvent event) {
    stopListening.run();
  }

  @Override
  public String getPageTitle() {
    return form == null
        ? "Formwork"
        : form.definition().title().in(UiTexts.locale()) + " · Formwork";
  }
}
