package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.access.Caller;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.instance.ProcessServices;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.task.Tasks;
import dev.formwork.workflow.task.Tasks.Box;
import dev.formwork.workflow.task.Tasks.Card;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The tasks of one box: search, filter, decide several at once. */
final class TaskList extends Div {

  private static final int PAGE = 50;

  private final transient ProcessServices services;
  private final transient Caller caller;
  private final transient Consumer<Card> onOpen;
  private final transient Runnable onActed;
  private final TextField search = new TextField();
  private final Select<String> flow = new Select<>();
  private final Select<Tasks.Urgency> due = new Select<>();
  private final Div cards = new Div();
  private final BatchDecisionBar batch;
  private final Button more = new Button(UiTexts.of("task.more"), _ -> next());
  private final transient Map<UUID, TaskCard> shown = new LinkedHashMap<>();
  private final transient Map<String, String> flows = new LinkedHashMap<>();
  private final transient Set<UUID> picked = new LinkedHashSet<>();
  private Box box = Box.TODO;
  private transient List<Card> first = List.of();
  private String cursor;
  private UUID chosen;

  TaskList(ProcessServices services, Caller caller, Consumer<Card> onOpen, Runnable onActed) {
    this.services = services;
    this.caller = caller;
    this.onOpen = onOpen;
    this.onActed = onActed;
    addClassName("fw-task-list");
    batch =
        new BatchDecisionBar(
            services.tasks,
            caller,
            () -> {
              picked.clear();
              changed();
            });
    cards.addClassName("fw-task-cards");
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    add(tools(), batch, cards, more);
  }

  private Div tools() {
    search.setPlaceholder(UiTexts.of("search.placeholder"));
    search.setAriaLabel(UiTexts.of("search.placeholder"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setId("task-search");
    search.addValueChangeListener(_ -> refresh());
    flow.setAriaLabel(UiTexts.of("task.filter.flow"));
    flow.setEmptySelectionAllowed(true);
    flow.setEmptySelectionCaption(UiTexts.of("task.filter.all-flows"));
    flow.setItemLabelGenerator(
        key -> key == null ? UiTexts.of("task.filter.all-flows") : flows.getOrDefault(key, key));
    flow.addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            refresh();
          }
        });
    due.setAriaLabel(UiTexts.of("task.filter.due"));
    due.setItems(Tasks.Urgency.values());
    due.setItemLabelGenerator(
        one -> one == null ? "" : UiTexts.of("task.due." + one.name().toLowerCase(Locale.ROOT)));
    due.setValue(Tasks.Urgency.ALL);
    due.addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            refresh();
          }
        });
    var tools = new Div(search, flow, due);
    tools.addClassName("fw-tools");
    return tools;
  }

  void show(Box wanted) {
    box = wanted;
    picked.clear();
    due.setVisible(box == Box.TODO);
    due.setValue(Tasks.Urgency.ALL);
    flow.clear();
    refresh();
  }

  /** From the first page again; whoever looks at a task keeps looking at it. */
  void refresh() {
    cursor = null;
    shown.clear();
    cards.removeAll();
    next();
    batch.show(picked.stream().filter(shown::containsKey).toList());
    if (shown.isEmpty()) {
      cards.add(empty());
    }
  }

  /** The same, unless nothing came or went: what somebody is about to click stays where it is. */
  void update() {
    if (!page(null).items().equals(first)) {
      refresh();
    }
  }

  private void changed() {
    refresh();
    onActed.run();
  }

  private Tasks.Page page(String after) {
    var wanted =
        new Tasks.Query(
            box,
            search.getValue().isBlank() ? null : search.getValue().strip(),
            null,
            flow.getValue(),
            due.getValue(),
            PAGE,
            after);
    return ServiceCalls.await(() -> services.tasks.list(caller, wanted));
  }

  private void next() {
    var page = page(cursor);
    if (cursor == null) {
      first = page.items();
    }
    var relativeTime = new RelativeTime(caller.zone());
    var names = ProcessServices.names(caller);
    boolean several = box == Box.TODO && page.items().stream().anyMatch(Card::batch);
    for (var card : page.items()) {
      var made =
          new TaskCard(
              card,
              relativeTime,
              names,
              () -> onOpen.accept(card),
              box == Box.TODO && card.batch() ? this::pick : null,
              picked.contains(card.id()),
              several);
      if (card.isUnsent()) {
        made.addTool(RecordDraftActions.delete(services, caller, card, this::changed));
      }
      shown.put(card.id(), made);
      cards.add(made);
    }
    cursor = page.nextCursor();
    more.setVisible(cursor != null);
    chosen(chosen);
    offer(page.items());
  }

  /** Flows that were met are offered to narrow by. */
  private void offer(List<Card> items) {
    items.forEach(card -> flows.put(card.flow(), card.flowTitle().in(UiTexts.locale())));
    var value = flow.getValue();
    flow.setItems(new ArrayList<>(flows.keySet()));
    flow.setValue(value);
    flow.setVisible(flows.size() > 1);
  }

  private void pick(UUID task, boolean wanted) {
    if (wanted) {
      picked.add(task);
    } else {
      picked.remove(task);
    }
    batch.show(List.copyOf(picked));
  }

  void chosen(UUID task) {
    chosen = task;
    shown.forEach((id, card) -> card.setClassName("fw-task-chosen", id.equals(task)));
  }

  private Div empty() {
    boolean narrowed =
        !search.getValue().isBlank()
            || flow.getValue() != null
            || due.getValue() != Tasks.Urgency.ALL;
    var word = narrowed ? "none" : box.name().toLowerCase(Locale.ROOT);
    var picture = new Div();
    picture.addClassName("fw-empty-picture");
    var empty =
        new Div(
            picture,
            new H2(UiTexts.of("task.empty." + word)),
            new Paragraph(UiTexts.of("task.empty." + word + ".lead")));
    empty.addClassName("fw-empty");
    return empty;
  }
}
