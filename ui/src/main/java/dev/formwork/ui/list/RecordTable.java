package dev.formwork.ui.list;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.QuerySortOrder;
import com.vaadin.flow.data.provider.SortDirection;
import com.vaadin.flow.data.renderer.LitRenderer;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The table: scrolls over any number of records, sorts by its headers. */
final class RecordTable extends Div {

  private static final int PAGE = 100;

  private final Grid<StoredRecord> grid = new Grid<>();
  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient RecordQueries queries;
  private final transient FieldDisplay display;
  private final transient KeysetScroller window = new KeysetScroller();
  private transient RecordQuery query = RecordQuery.firstPage(PAGE);
  private int count;
  private List<QuerySortOrder> lastOrder = List.of();

  RecordTable(
      Caller caller,
      CompiledForm form,
      RecordQueries queries,
      FieldDisplay display,
      Consumer<StoredRecord> onOpen) {
    this.caller = caller;
    this.form = form;
    this.queries = queries;
    this.display = display;
    addClassName("fw-table");
    add(grid);
    grid.addThemeVariants(GridVariant.LUMO_NO_BORDER);
    grid.setPageSize(PAGE);
    grid.setSizeFull();
    grid.setMultiSort(true);
    grid.setColumnReorderingAllowed(true);
    grid.getElement().setAttribute("aria-label", form.definition().title().in(UiTexts.locale()));
    shownColumns().stream()
        .filter(column -> RecordAccess.to(caller, form).right(column.field()) != FieldRight.HIDDEN)
        .forEach(this::column);
    grid.addItemClickListener(event -> onOpen.accept(event.getItem()));
    grid.setDataProvider(new CallbackDataProvider<>(this::fetch, _ -> count, StoredRecord::id));
  }

  /** Lets rows be ticked, and tells which are. */
  void onChoice(Consumer<Set<StoredRecord>> listener) {
    grid.setSelectionMode(Grid.SelectionMode.MULTI);
    grid.addSelectionListener(event -> listener.accept(event.getAllSelectedItems()));
  }

  private List<Column> shownColumns() {
    var listed =
        form.definition().listFields().stream()
            .map(form::column)
            .flatMap(java.util.Optional::stream)
            .toList();
    var added =
        form.columns().stream()
            .filter(
                column ->
                    !form.definition().listFields().isEmpty()
                        && listed.stream().noneMatch(column::equals)
                        && column.field().head().required())
            .toList();
    return listed.isEmpty()
        ? form.columns().stream().limit(8).toList()
        : Stream.concat(listed.stream(), added.stream()).toList();
  }

  private void column(Column column) {
    var field = column.field();
    var onScreen = FieldUis.of(field);
    boolean badge = onScreen.isBadge();
    var renderer =
        badge
            ? LitRenderer.<StoredRecord>of(
                    "<span class=\"fw-badge\" data-color=\"${item.color}\">${item.text}</span>")
                .withProperty("color", record -> onScreen.color(record.data().get(column.slot())))
            : LitRenderer.<StoredRecord>of("<span title=\"${item.text}\">${item.text}</span>");
    var added =
        grid.addColumn(
                renderer.withProperty(
                    "text",
                    record -> FieldUis.text(field, record.data().get(column.slot()), display)))
            .setHeader(field.title().in(UiTexts.locale()))
            .setKey(column.name())
            .setSortProperty(column.name())
            .setSortable(
                column.type() != ColumnType.TEXTS
                    && RecordAccess.to(caller, form).right(field).isReadable())
            .setResizable(true)
            .setAutoWidth(false)
            .setFlexGrow(1)
            .setWidth(onScreen.isNumeric() ? "8.5rem" : "10rem");
    if (onScreen.isNumeric()) {
      added.setTextAlign(ColumnTextAlign.END);
      added.setPartNameGenerator(_ -> "numeric");
    }
    if (grid.getColumns().size() == 1) {
      added.setFrozen(true);
    }
  }

  /**
   * Shows what a filter and a search leave.
   *
   * @param records how many that are
   */
  void show(String filter, String search, long records) {
    query = new RecordQuery(filter, search, List.of(), PAGE, null, 0);
    grid.deselectAll();
    follow(records);
  }

  /**
   * Shows the same again, as it is now; what is ticked stays so.
   *
   * @param records how many there are
   */
  void follow(long records) {
    count = Math.toIntExact(Math.min(Integer.MAX_VALUE, records));
    window.forget();
    grid.getDataProvider().refreshAll();
  }

  private Stream<StoredRecord> fetch(
      com.vaadin.flow.data.provider.Query<StoredRecord, Void> wanted) {
    if (!wanted.getSortOrders().equals(lastOrder)) {
      lastOrder = List.copyOf(wanted.getSortOrders());
      window.forget();
    }
    var sort =
        lastOrder.stream()
            .map(
                order ->
                    (order.getDirection() == SortDirection.DESCENDING ? "-" : "")
                        + order.getSorted())
            .toList();
    var sorted = new RecordQuery(query.filter(), query.search(), sort, PAGE, null, 0);
    return window
        .rows(
            sorted,
            wanted.getOffset(),
            wanted.getLimit(),
            page -> ServiceCalls.await(() -> queries.list(caller, form, page)))
        .stream();
  }
}
