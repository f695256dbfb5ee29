package dev.formwork.ui.task;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.naming.MemberId;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.flow.instance.InstanceText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.task.Tasks.Card;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** A task in a list: subject, submitter, due time. */
final class TaskCard extends Div {

  private final Div state;

  /**
   * @param onPick null: it cannot be decided with others
   * @param aligned whether others beside it can
   */
  TaskCard(
      Card card,
      RelativeTime relativeTime,
      Map<MemberId, String> names,
      Runnable onOpen,
      BiConsumer<UUID, Boolean> onPick,
      boolean picked,
      boolean aligned) {
    addClassName("fw-task");
    setClassName("fw-task-new", !card.seen());
    setId("task-" + card.id());
    if (onPick != null) {
      var box = new Checkbox();
      box.setAriaLabel(UiTexts.of("task.pick", title(card)));
      box.setValue(picked);
      box.addValueChangeListener(event -> onPick.accept(card.id(), event.getValue()));
      add(box);
    } else if (aligned) {
      var space = new Div();
      space.addClassName("fw-task-space");
      add(space);
    }
    var open = new NativeButton();
    open.addClassName("fw-task-open");
    open.add(head(card), facts(card, relativeTime, names));
    open.addClickListener(_ -> onOpen.run());
    state = state(card, relativeTime);
    add(open, state);
  }

  /** Stands at the end of the card. */
  void addTool(Component tool) {
    state.add(tool);
  }

  private static String title(Card card) {
    return card.recordTitle() == null || card.recordTitle().isBlank()
        ? card.flowTitle().in(UiTexts.locale())
        : card.recordTitle();
  }

  private static Span head(Card card) {
    var head = new Span(title(card));
    head.addClassName("fw-task-title");
    return head;
  }

  private static Span facts(Card card, RelativeTime relativeTime, Map<MemberId, String> names) {
    var facts = new Span();
    facts.addClassName("fw-task-facts");
    var flow = card.flowTitle().in(UiTexts.locale());
    var step = card.stepTitle() == null ? null : card.stepTitle().in(UiTexts.locale());
    facts.add(new Span(step == null ? flow : flow + " › " + step));
    if (card.submitter() != null && !card.isUnsent()) {
      facts.add(new Span(names.getOrDefault(card.submitter(), "?")));
    }
    facts.add(relativeTime.ago(card.endedAt() == null ? card.at() : card.endedAt()));
    if (card.onBehalfOf() != null) {
      facts.add(new Span(UiTexts.of("task.for", names.getOrDefault(card.onBehalfOf(), "?"))));
    }
    return facts;
  }

  private static Div state(Card card, RelativeTime relativeTime) {
    var state = new Div();
    state.addClassName("fw-task-state");
    if (card.isUnsent()) {
      var unsent = new Span(UiTexts.of("task.unsent"));
      unsent.addClassName("fw-badge");
      unsent.getElement().setAttribute("data-color", "gray");
      state.add(unsent);
    } else if (card.kind() == null) {
      state.add(InstanceText.badge(card.status(), card.outcome()));
    } else if (card.endedAt() != null) {
      var done =
          new Span(
              card.outcome() == null
                  ? UiTexts.of("task.ended")
                  : InstanceText.word("task.outcome.", card.outcome()));
      done.addClassName("fw-badge");
      done.getElement()
          .setAttribute("data-color", "rejected".equals(card.outcome()) ? "red" : "green");
      state.add(done);
    } else {
      if (card.dueAt() != null) {
        state.add(relativeTime.due(card.dueAt()));
      }
      switch (card.kind()) {
        case APPROVE -> {}
        case FILL, REVISE, OPINION -> {
          var kind =
              new Span(UiTexts.of("task.kind." + card.kind().name().toLowerCase(Locale.ROOT)));
          kind.addClassName("fw-badge");
          kind.getElement().setAttribute("data-color", "indigo");
          state.add(kind);
        }
      }
    }
    return state;
  }
}
