package dev.formwork.ui.script;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.text.UiTexts;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A list of cards that are added, removed and saved together. */
final class EditableCardList<C extends Component & EditableCardList.Card> extends Div {

  /** One that shows what is wrong with it. */
  interface Card {

    /**
     * @param part of its definition, such as {@code script}
     * @return whether it shows it
     */
    boolean mark(String part, String sentence);

    void clearErrors();
  }

  private final String none;
  private final transient List<C> cards = new ArrayList<>();

  /**
   * @param none what to say when there is no card
   */
  EditableCardList(String none) {
    this.none = none;
    addClassName("fw-function-cards");
    showNone();
  }

  private void showNone() {
    var empty = new Paragraph(none);
    empty.addClassName("fw-muted");
    add(empty);
  }

  void append(C card) {
    if (cards.isEmpty()) {
      removeAll();
    }
    cards.add(card);
    add(card);
  }

  void drop(C card) {
    cards.remove(card);
    remove(card);
    if (cards.isEmpty()) {
      showNone();
    }
  }

  List<C> cards() {
    return List.copyOf(cards);
  }

  /** Mistakes go to their cards. */
  void save(Supplier<Uni<Void>> command, String done) {
    cards.forEach(Card::clearErrors);
    try {
      ServiceCalls.await(command);
      Toast.done(done);
    } catch (Refusal refusal) {
      if (!refusal.problems().stream().allMatch(this::mark)) {
        Toast.refused(refusal);
      }
    }
  }

  private boolean mark(Problem problem) {
    var parts = problem.path().split("/", -1);
    return parts.length == 3
        && parts[1].matches("[0-9]+")
        && cards.get(Integer.parseInt(parts[1])).mark(parts[2], UiTexts.of(problem));
  }
}
