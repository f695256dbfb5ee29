package dev.formwork.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropEffect;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.FlowOwnedField;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.column.Comparison;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.query.Aggregation;
import dev.formwork.core.record.query.FieldCondition;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** One column for each stage; cards are dragged between them, or moved by their menu. */
final class RecordBoard extends Div {

  private static final int CARDS = 25;

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient StageField stageField;
  private final transient RecordQueries queries;
  private final transient RecordService records;
  private final transient FieldDisplay display;
  private final transient Consumer<StoredRecord> onOpen;
  private final transient Runnable onMoved;
  private final Map<String, Integer> shown = new HashMap<>();
  private String filter;
  private String search;

  RecordBoard(
      Caller caller,
      CompiledForm form,
      RecordQueries queries,
      RecordService records,
      FieldDisplay display,
      Consumer<StoredRecord> onOpen,
      Runnable onMoved) {
    this.caller = caller;
    this.form = form;
    this.stageField = form.definition().stageField().orElseThrow();
    this.queries = queries;
    this.records = records;
    this.display = display;
    this.onOpen = onOpen;
    this.onMoved = onMoved;
    addClassName("fw-board");
    getElement()
        .setAttribute("role", "region")
        .setAttribute("tabindex", "0")
        .setAttribute("aria-label", UiTexts.of("view.board"));
  }

  void show(String wantedFilter, String wantedSearch) {
    filter = wantedFilter;
    search = wantedSearch;
    removeAll();
    var totals = totals();
    stageField.stages().forEach(stage -> add(column(stage, totals.get(stage.key()))));
  }

  private Map<String, Aggregation.Group> totals() {
    var amount = form.definition().amountField();
    var measures =
        amount == null || !RecordAccess.to(caller, form).right(amount.value()).isReadable()
            ? List.of(new Aggregation.Measure(AggregateOperator.COUNT, null))
            : List.of(
                new Aggregation.Measure(AggregateOperator.COUNT, null),
                new Aggregation.Measure(
                    AggregateOperator.SUM, form.definition().amountField().value()));
    var groups =
        ServiceCalls.await(
                () ->
                    queries.aggregate(
                        caller,
                        form,
                        Aggregation.of(
                            filter, search, List.of(stageField.key().value()), measures)))
            .groups();
    var byStage = new HashMap<String, Aggregation.Group>();
    groups.forEach(group -> byStage.put(group.key(0), group));
    return byStage;
  }

  private Div column(Stage stage, Aggregation.Group total) {
    var count = total == null ? BigDecimal.ZERO : total.figure(0);
    var title = new H3(stage.title().in(UiTexts.locale()));
    var badge = new Span(display.plain(count, 0, 0));
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", stage.color() == null ? "gray" : stage.color());
    var head = new Div(title, badge);
    head.addClassName("fw-board-head");
    if (total != null && total.figures().size() > 1) {
      var sum = new Span(display.shortSum(total.figure(1)));
      sum.addClassName("fw-board-sum");
      head.add(sum);
    }
    var cards = new Div();
    cards.addClassName("fw-board-cards");
    var column = new Div(head, cards);
    column.addClassName("fw-board-column");
    column.getElement().setAttribute("data-stage", stage.key());
    fill(cards, stage, count);
    var target = DropTarget.create(column);
    target.setDropEffect(DropEffect.MOVE);
    target.addDropListener(
        event -> event.getDragData().ifPresent(data -> move((StoredRecord) data, stage)));
    return column;
  }

  private void fill(Div cards, Stage stage, BigDecimal count) {
    cards.removeAll();
    int limit = shown.getOrDefault(stage.key(), CARDS);
    var column = form.column(stageField.key()).orElseThrow();
    var whole = FieldCondition.of(column, Comparison.IS, stage.key()).within(filter);
    var query =
        new RecordQuery(
            whole, search, List.of("-updated_at"), Math.min(limit, RecordQuery.MAX_LIMIT), null, 0);
    ServiceCalls.await(() -> queries.list(caller, form, query))
        .items()
        .forEach(record -> cards.add(card(record)));
    if (count.intValue() > limit) {
      var more =
          new Button(
              UiTexts.of("board.more", count.intValue() - limit),
              _ -> {
                shown.put(stage.key(), limit + 2 * CARDS);
                fill(cards, stage, count);
              });
      more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
      cards.add(more);
    }
  }

  private Div card(StoredRecord record) {
    var title =
        new NativeButton(
            record.title().isEmpty() ? "—" : record.title(), _ -> onOpen.accept(record));
    title.addClassName("fw-card-title");
    var facts = new Div();
    facts.addClassName("fw-card-facts");
    form.definition().listFields().stream()
        .map(form::column)
        .flatMap(java.util.Optional::stream)
        .filter(column -> !column.field().equals(stageField))
        .limit(6)
        .map(column -> fact(column, record))
        .filter(text -> !text.isEmpty() && !record.title().contains(text))
        .limit(3)
        .forEach(text -> facts.add(new Span(text)));
    var card = new Div(title, facts, menu(record));
    card.addClassName("fw-card");
    if (isFixed(record)) {
      var lock = VaadinIcon.LOCK.create();
      lock.addClassName("fw-card-lock");
      lock.setTooltipText(UiTexts.of("lock.by-flow"));
      card.add(lock);
      return card;
    }
    var source = DragSource.create(card);
    source.setDraggable(true);
    source.setDragData(record);
    return card;
  }

  private String fact(Column column, StoredRecord record) {
    return FieldUis.text(column.field(), record.data().get(column.slot()), display);
  }

  /** The way to move a card by keyboard, and on a phone. */
  private MenuBar menu(StoredRecord record) {
    var bar = new MenuBar();
    bar.addThemeVariants(
        MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON, MenuBarVariant.LUMO_SMALL);
    bar.addClassName("fw-card-menu");
    MenuItem root = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
    root.setAriaLabel(UiTexts.of("board.move", record.title()));
    for (var stage : stageField.stages()) {
      root.getSubMenu()
          .addItem(stage.title().in(UiTexts.locale()), _ -> move(record, stage))
          .setEnabled(mayMove(record, stage.key()));
    }
    return bar;
  }

  /** Whether a flow sets the stage, and leaves no move from here to people. */
  private boolean isFixed(StoredRecord record) {
    return owned() != null && owned().movesFrom(stage(record)).isEmpty();
  }

  private boolean mayMove(StoredRecord record, String to) {
    return owned() == null || owned().mayMove(stage(record), to);
  }

  /** Null: people set the stage. */
  private FlowOwnedField owned() {
    return form.links().owned(form.key()).get(stageField.key().value());
  }

  private Object stage(StoredRecord record) {
    return record.data().get(form.column(stageField.key()).orElseThrow().slot());
  }

  private void move(StoredRecord record, Stage stage) {
    int slot = form.column(stageField.key()).orElseThrow().slot();
    if (stage.key().equals(record.data().get(slot))) {
      return;
    }
    var input = RecordInput.empty(form.slots()).with(slot, stage.key());
    var back = RecordInput.empty(form.slots()).with(slot, record.data().get(slot));
    UiCommands.run(() -> records.change(caller, form, record.id(), null, input))
        .ifPresent(
            _ -> {
              var moved =
                  UiTexts.of("board.moved", record.title(), stage.title().in(UiTexts.locale()));
              if (owned() != null && !owned().mayMove(stage.key(), record.data().get(slot))) {
                Toast.done(moved);
                return;
              }
              Toast.undoable(
                  moved,
                  () -> {
                    UiCommands.run(() -> records.change(caller, form, record.id(), null, back));
                    onMoved.run();
                  });
            });
    onMoved.run();
  }
}
