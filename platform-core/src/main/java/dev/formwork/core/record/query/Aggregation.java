package dev.formwork.core.record.query;

import java.util.List;

/**
 * Figures over records.
 *
 * @param filter an expression; null: all records
 * @param groupBy keys of fields; empty: one group of all
 */
public record Aggregation(
    String filter, String search, List<String> groupBy, List<Measure> measures) {

  /**
   * One figure.
   *
   * @param field key of the field; null with COUNT: the records themselves
   */
  public record Measure(AggregateOperator aggregate, String field) {}

  /**
   * One group with its figures.
   *
   * @param keys the values grouped by, as text; null is empty
   * @param figures one for each measure; null where there was nothing to aggregate
   */
  public record Group(List<String> keys, List<java.math.BigDecimal> figures) {}
}
