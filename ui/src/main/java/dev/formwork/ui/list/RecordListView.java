package dev.formwork.ui.list;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeLeaveEvent;
import com.vaadin.flow.router.BeforeLeaveObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppScript;
import dev.formwork.core.member.Member;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.command.AddressKeys;
import dev.formwork.ui.command.PacedWork;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldEditors;
import dev.formwork.ui.filter.FilterDialog;
import dev.formwork.ui.flow.instance.RecordFlows;
import dev.formwork.ui.record.NewTargetDialogs;
import dev.formwork.ui.record.RecordPanel;
import dev.formwork.ui.session.MemberView;
import dev.formwork.ui.share.PublicLinksDialog;
import dev.formwork.ui.text.UiTexts;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * The records of a form: as a table or a board, with a record beside it. Follows what others
 * change.
 */
@Route("app/:app/:form")
@RouteAlias("app/:app/:form/:record")
public final class RecordListView extends MemberView
    implements BeforeLeaveObserver, HasDynamicTitle {

  /** However fast others work, the list is read again this often at most. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final transient RecordListServices services;

  private AppKey app;
  private transient CompiledForm form;
  private transient Caller caller;
  private transient FieldDisplay display;
  private transient FieldEditors editors;
  private RecordTable table;
  private RecordBoard board;
  private ListMetrics listMetrics;
  private FilterBar filters;
  private RecordPanel panel;
  private final Div sheet = new Div();
  private final Div content = new Div();
  private boolean showsBoard;
  private boolean definitionChanged;
  private transient PacedWork following;
  private transient Runnable stopListening = () -> {};

  RecordListView(RecordListServices services) {
    super("gallery");
    this.services = services;
    addClassName("fw-page");
    sheet.addClassName("fw-sheet");
    content.addClassName("fw-content");
    following = new PacedWork(this, SHORTEST_PAUSE, LONGEST_PAUSE, this::followChanges);
  }

  @Override
  protected void enter(Caller entering, BeforeEnterEvent event) {
    caller = entering;
    app = AddressKeys.app(event);
    var key = AddressKeys.form(event);
    form = ServiceCalls.await(() -> services.forms.form(caller.workspace(), app, key));
    if (!RecordAccess.to(caller, form).isKnown()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, key);
    }
    var names =
        ServiceCalls.await(() -> services.members.of(caller.workspace())).stream()
            .collect(Collectors.toMap(Member::id, Member::name));
    display = new FieldDisplay(UiTexts.locale(), caller.zone(), names);
    var plain = new FieldEditors(caller, app, services.forms, services.queries, display);
    editors =
        plain.making(new NewTargetDialogs(caller, services.records, services.previews, plain));
    filters = newFilters();
    listen(event.getUI());
    build();
    event.getRouteParameters().get("record").ifPresent(this::openByAddress);
  }

  private void openByAddress(String record) {
    if (record.equals("new")) {
      openNew();
    } else if (record.matches("[0-9a-f-]{36}")) {
      RecordId.parse(record).ifPresent(this::open);
    }
  }

  private FilterBar newFilters() {
    return new FilterBar(
        onAdd -> new FilterDialog(caller, form, editors, display, onAdd), () -> refresh(false));
  }

  private void build() {
    removeAll();
    listMetrics = new ListMetrics(caller, form, services.queries, display);
    sheet.setVisible(false);
    add(pageBar(), filters, listMetrics, content, sheet);
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
            () -> new RecordListActions.CurrentQuery(filters.filter(), filters.words()),
            () -> leavePanel(this::openNew));
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

  /**
   * @param rebuild whether the view itself changed, not just what it shows
   */
  private void refresh(boolean rebuild) {
    if (rebuild) {
      dropViews();
    }
    read(records -> table().show(filters.filter(), filters.words(), records));
  }

  private void read(LongConsumer showTable) {
    try {
      if (!RecordAccess.to(caller, form).may(RecordAction.READ)) {
        showEmpty();
        return;
      }
      long records = listMetrics.refresh(filters.filter(), filters.words());
      if (records == 0 && filters.filter() == null && filters.words() == null) {
        showEmpty();
      } else if (showsBoard) {
        board().show(filters.filter(), filters.words());
      } else {
        showTable.accept(records);
      }
    } catch (Refusal refusal) {
      Toast.refused(refusal);
    }
  }

  private void dropViews() {
    content.removeAll();
    table = null;
    board = null;
  }

  private void showEmpty() {
    dropViews();
    var imports = "import/" + app + "/" + form.definition().key();
    content.add(
        new EmptyList(
            caller,
            form,
            () -> leavePanel(this::openNew),
            () -> getUI().ifPresent(ui -> ui.navigate(imports))));
  }

  private RecordTable table() {
    if (table == null) {
      content.removeAll();
      table =
          new RecordTable(
              caller,
              form,
              services.queries,
              display,
              record -> leavePanel(() -> open(record.id())));
      var bar = new BulkBar(caller, form, services, editors, () -> refresh(false));
      if (BulkBar.isOffered(caller, form)) {
        table.onChoice(bar::show);
        content.add(bar);
      }
      content.add(table);
    }
    return table;
  }

  private RecordBoard board() {
    if (board == null) {
      content.removeAll();
      board =
          new RecordBoard(
              caller,
              form,
              services.queries,
              services.records,
              display,
              (StoredRecord record) -> leavePanel(() -> open(record.id())),
              () -> refresh(false));
      content.add(board);
    }
    return board;
  }

  private void leavePanel(Runnable onLeave) {
    if (sheet.isVisible()) {
      panel.leave(onLeave);
    } else {
      onLeave.run();
    }
  }

  /** Whoever goes elsewhere is asked what becomes of what is not saved. */
  @Override
  public void beforeLeave(BeforeLeaveEvent event) {
    if (sheet.isVisible() && panel.isDirty()) {
      var going = event.postpone();
      panel.leave(going::proceed, going::cancel);
    }
  }

  private void openNew() {
    openPanel().showNew();
  }

  private void open(RecordId id) {
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
                services.references,
                editors,
                display,
                services.runs,
                scripts(),
                id -> new PublicLinksDialog(caller, form, id, services.links).open(),
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

  /** Follows the form of this visit: one view goes from form to form. */
  private void listen(UI ui) {
    stopListening.run();
    definitionChanged = false;
    var schema = form.table().schema();
    var key = form.definition().key().value();
    stopListening =
        services.live.listen(
            changed ->
                changed.schema().equals(schema)
                    && (changed.form().equals(key) || changed.form().isEmpty()),
            changed -> ui.access(() -> changed(key, changed.form().isEmpty())));
  }

  /**
   * @param key of the form that was listened to when it changed
   */
  private void changed(String key, boolean definition) {
    if (key.equals(form.definition().key().value())) {
      definitionChanged |= definition;
      following.ask();
    }
  }

  /**
   * A new version of the definition rebuilds the screen, unless someone is in the middle of a
   * record.
   */
  private void followChanges() {
    boolean rebuild = definitionChanged && !sheet.isVisible();
    definitionChanged = false;
    if (rebuild) {
      var key = form.definition().key();
      form = ServiceCalls.await(() -> services.forms.form(caller.workspace(), app, key));
      var before = filters;
      filters = newFilters();
      filters.takeWords(before);
      build();
      return;
    }
    read(records -> table().follow(records));
    if (sheet.isVisible()) {
      panel.follow();
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
