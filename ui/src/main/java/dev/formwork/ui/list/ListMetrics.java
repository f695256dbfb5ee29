package dev.formwork.ui.list;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.query.Aggregation;
import dev.formwork.core.record.query.WinRate;
import dev.formwork.core.rights.FormRights;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.util.ArrayList;
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
  private transient List<Figure> shown = List.of();

  ListMetrics(Caller caller, CompiledForm form, RecordQueries queries, FieldDisplay display) {
    this.caller = caller;
    this.form = form;
    this.queries = queries;
    this.display = display;
    addClassName("fw-summary");
  }

  /**
   * Reads the figures of what is listed, and shows those that changed.
   *
   * @return how many records there are
   */
  long refresh(String filter, String search) {
    var rights = RecordAccess.to(caller, form);
    var stage = form.definition().stageField().filter(field -> rights.right(field).isReadable());
    var measures = measures(rights);
    var groupBy = stage.map(field -> List.of(field.key().value())).orElse(List.of());
    var groups =
        ServiceCalls.await(
                () ->
                    queries.aggregate(
                        caller, form, Aggregation.of(filter, search, groupBy, measures)))
            .groups();
    var figures = new ArrayList<Figure>();
    var count = total(groups, 0);
    figures.add(Figure.of("count", "summary.records", display.plain(count, 0, 0)));
    if (measures.size() > 1) {
      figures.add(Figure.of("sum", "summary.sum", display.plain(total(groups, 1), 0, 0)));
    }
    stage
        .flatMap(field -> WinRate.of(field, groups))
        .ifPresent(rate -> figures.addAll(won(rate, measures.size() > 1)));
    show(figures);
    return count.longValueExact();
  }

  private List<Aggregation.Measure> measures(FormRights rights) {
    var count = new Aggregation.Measure(AggregateOperator.COUNT, null);
    var amount = form.definition().amountField();
    return amount == null || !rights.right(amount.value()).isReadable()
        ? List.of(count)
        : List.of(count, new Aggregation.Measure(AggregateOperator.SUM, amount.value()));
  }

  private List<Figure> won(WinRate rate, boolean withAmount) {
    var count = Figure.of("won", "summary.won", display.plain(rate.won(), 0, 0));
    var percent =
        Figure.of("win-rate", "summary.win-rate", display.plain(rate.percent(), 2, 2) + " %");
    return withAmount
        ? List.of(
            count,
            Figure.of("won-value", "summary.won-value", display.plain(rate.wonValue(), 0, 0)),
            percent)
        : List.of(count, percent);
  }

  private static BigDecimal total(List<Aggregation.Group> groups, int figure) {
    return groups.stream()
        .map(group -> group.figure(figure))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private void show(List<Figure> figures) {
    if (!figures.equals(shown)) {
      shown = List.copyOf(figures);
      removeAll();
      shown.forEach(figure -> add(figure.onScreen()));
    }
  }

  /** One figure as it is shown. */
  private record Figure(String name, String label, String value) {

    static Figure of(String name, String label, String value) {
      return new Figure(name, UiTexts.of(label), value);
    }

    Div onScreen() {
      var number = new Span(value);
      number.addClassName("fw-figure-value");
      number.getElement().setAttribute("data-figure", name);
      var words = new Span(label);
      words.addClassName("fw-figure-label");
      var figure = new Div(number, words);
      figure.addClassName("fw-figure");
      return figure;
    }
  }
}
