package dev.formwork.ui.list;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.query.Aggregation;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * Figures above a list: count and sum; for forms with stages also won count, won value and win
 * rate.
 */
final class ListMetrics extends Div {

  private final transient Caller caller;
  private final transient CompiledForm form;
  private final transient RecordQueries queries;
  private final transient FieldDisplay display;

  ListMetrics(Caller caller, CompiledForm form, RecordQueries queries, FieldDisplay display) {
    this.caller = caller;
    this.form = form;
    this.queries = queries;
    this.display = display;
    addClassName("fw-summary");
  }

  /** Reads the figures of what is listed, and shows them. */
  void refresh(String filter, String search) {
    removeAll();
    var rights = RecordAccess.to(caller, form);
    var stage = form.definition().stageField().filter(field -> rights.right(field).isReadable());
    var amount = form.definition().amountField();
    var measures =
        amount == null || !rights.right(amount.value()).isReadable()
            ? List.of(new Aggregation.Measure(AggregateOperator.COUNT, null))
            : List.of(
                new Aggregation.Measure(AggregateOperator.COUNT, null),
                new Aggregation.Measure(
                    AggregateOperator.SUM, form.definition().amountField().value()));
    var groupBy = stage.map(field -> List.of(field.key().value())).orElse(List.of());
    var groups =
        ServiceCalls.await(
            () ->
                queries.aggregate(
                    caller, form, new Aggregation(filter, search, groupBy, measures)));
    figure("count", UiTexts.of("summary.records"), display.plain(total(groups, 0), 0, 0));
    if (measures.size() > 1) {
      figure("sum", UiTexts.of("summary.sum"), display.plain(total(groups, 1), 0, 0));
    }
    stage.ifPresent(field -> won(field, groups, measures.size() > 1));
  }

  private void won(StageField field, List<Aggregation.Group> groups, boolean withAmount) {
    var won = groups.stream().filter(group -> isIn(field, group, Stage.Category.WON)).toList();
    var lostKeys = field.keysOf(Stage.Category.LOST);
    if (won.isEmpty()) {
      return;
    }
    var wonCount = total(won, 0);
    figure("won", UiTexts.of("summary.won"), display.plain(wonCount, 0, 0));
    if (withAmount) {
      figure("won-value", UiTexts.of("summary.won-value"), display.plain(total(won, 1), 0, 0));
    }
    // Invalid deals were never real ones: only the first way of losing counts against the win rate.
    var lost =
        groups.stream()
            .filter(
                group -> !lostKeys.isEmpty() && lostKeys.getFirst().equals(group.keys().getFirst()))
            .toList();
    var decided = wonCount.add(total(lost, 0));
    figure(
        "win-rate",
        UiTexts.of("summary.win-rate"),
        display.plain(
                wonCount.multiply(BigDecimal.valueOf(100)).divide(decided, 4, RoundingMode.HALF_UP),
                2,
                2)
            + " %");
  }

  private static boolean isIn(StageField field, Aggregation.Group group, Stage.Category category) {
    return group.keys().getFirst() != null
        && field.keysOf(category).contains(group.keys().getFirst());
  }

  private static BigDecimal total(List<Aggregation.Group> groups, int figure) {
    return groups.stream()
        .map(group -> group.figures().get(figure))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void figure(String name, String label, String value) {
    var number = new Span(value);
    number.addClassName("fw-figure-value");
    number.getElement().setAttribute("data-figure", name);
    var words = new Span(label);
    words.addClassName("fw-figure-label");
    var figure = new Div(number, words);
    figure.addClassName("fw-figure");
    add(figure);
  }
}
