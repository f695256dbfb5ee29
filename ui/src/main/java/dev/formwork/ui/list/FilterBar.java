package dev.formwork.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.ui.filter.FilterCondition;
import dev.formwork.ui.filter.FilterDialog;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a list is narrowed by: a search text, and conditions as chips. */
final class FilterBar extends Div {

  private static final int TYPING_PAUSE_MS = 250;

  private final TextField search = new TextField();
  private final Div chips = new Div();
  private final transient List<FilterCondition> conditions = new ArrayList<>();
  private final transient Runnable onChange;

  /** Makes the dialog that asks for one more condition. */
  @FunctionalInterface
  interface ConditionDialog {
    FilterDialog telling(Consumer<FilterCondition> onAdd);
  }

  FilterBar(ConditionDialog dialog, Runnable onChange) {
    this.onChange = onChange;
    addClassName("fw-tools");
    chips.addClassName("fw-chips");
    search.setPlaceholder(UiTexts.of("search.placeholder"));
    search.setAriaLabel(UiTexts.of("search.placeholder"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.setValueChangeTimeout(TYPING_PAUSE_MS);
    search.addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            onChange.run();
          }
        });
    var filter =
        new Button(
            UiTexts.of("filter.open"),
            VaadinIcon.FILTER.create(),
            _ -> dialog.telling(this::add).open());
    filter.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    filter.setId("filter");
    add(search, filter, chips);
  }

  /** All conditions as one expression; null: none. */
  String filter() {
    return conditions.isEmpty()
        ? null
        : conditions.stream()
            .map(condition -> "(" + condition.expression() + ")")
            .collect(Collectors.joining(" AND "));
  }

  /** What is searched for; null: nothing. */
  String words() {
    return search.getValue().isBlank() ? null : search.getValue();
  }

  /** Searches for the same as another bar. */
  void takeWords(FilterBar other) {
    search.setValue(other.search.getValue());
  }

  private void add(FilterCondition condition) {
    conditions.add(condition);
    showChips();
    onChange.run();
  }

  private void remove(FilterCondition condition) {
    conditions.remove(condition);
    showChips();
    onChange.run();
  }

  private void showChips() {
    chips.removeAll();
    for (var condition : conditions) {
      var remove = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> remove(condition));
      remove.addThemeVariants(
          ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ICON);
      remove.setAriaLabel(UiTexts.of("filter.remove", condition.label()));
      var chip = new Div(new Span(condition.label()), remove);
      chip.addClassName("fw-chip");
      chips.add(chip);
    }
  }
}
