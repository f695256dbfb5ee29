package dev.formwork.core.record.query;

import java.math.BigDecimal;
import java.util.List;

/**
 * Figures over records.
 *
 * @param filter an expression; null: all records
 * @param search words to be found; null: none
 * @param groupBy empty: one group of all
 * @param measures empty: the groups alone, each once
 * @param having an expression over the names of groups and measures; null: all groups
 * @param sort names of groups and measures, {@code -} in front for descending; empty: by the groups
 * @param limit groups at most, 1 to 10,000
 */
public record Aggregation(
    String filter,
    String search,
    List<GroupKey> groupBy,
    List<Measure> measures,
    String having,
    List<String> sort,
    int limit) {

  public static final int MAX_GROUPS = 10_000;
  static final int MAX_KEYS = 5;
  static final int MAX_MEASURES = 20;

  /**
   * The figures of fields, by fields.
   *
   * @param groupBy keys of fields
   */
  public static Aggregation of(
      String filter, String search, List<String> groupBy, List<Measure> measures) {
    return new Aggregation(
        filter,
        search,
        groupBy.stream().map(key -> new GroupKey(key, null, null)).toList(),
        measures,
        null,
        List.of(),
        MAX_GROUPS);
  }

  /**
   * What records are grouped by.
   *
   * @param value an expression, such as the key of a field or {@code account.name}
   * @param unit of the calendar; null: the value itself
   * @param name in answers, in the condition and the order of groups; null: the value as written
   */
  public record GroupKey(String value, CalendarUnit unit, String name) {

    /** As what it is answered. */
    public String answered() {
      return name == null ? value : name;
    }
  }

  /**
   * One figure.
   *
   * @param value an expression, such as the key of a field; null with COUNT: the records themselves
   * @param distinct whether equal values count once
   * @param name in answers, in the condition and the order of groups; null: none
   */
  public record Measure(AggregateOperator aggregate, String value, boolean distinct, String name) {

    public Measure(AggregateOperator aggregate, String value) {
      this(aggregate, value, false, null);
    }
  }

  /**
   * One group with its figures.
   *
   * @param keys the values grouped by; null is empty
   * @param figures one for each measure; null where there was nothing to aggregate
   */
  public record Group(List<Object> keys, List<Object> figures) {

    /** The value grouped by as text; null is empty. */
    public String key(int place) {
      var key = keys.get(place);
      return key == null ? null : key.toString();
    }

    /** The figure of a count, a sum or an average; null where there was nothing to aggregate. */
    public BigDecimal figure(int place) {
      return (BigDecimal) figures.get(place);
    }
  }

  /**
   * @param more whether there are groups beyond the limit
   */
  public record Answer(List<Group> groups, boolean more) {}
}
