package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.problem.CoreProblem;
import java.util.Map;

/**
 * One value made of the records of another form that point here: what was paid of an invoice. Kept
 * by the transaction that changes one of them.
 *
 * @param from the form read, or one of its subforms: {@code payment}, {@code delivery.lines}
 * @param via the lookup there that points to this form's records; of the rows, or else of the form
 * @param match inside a subform: which column of the row equals which field there
 * @param value what is made one value: an expression over what is read; null only for counting
 * @param filter which of it counts, an expression; nullable: all
 * @param scale digits kept of a number; nullable: 2, and none when counting
 * @param currency shown with a number, nullable
 */
public record RollupField(
    FieldHead head,
    String from,
    String via,
    Map<String, String> match,
    Kind aggregate,
    String value,
    String filter,
    Integer scale,
    String currency)
    implements DerivedField {

  /** How many values become one. */
  public enum Kind {
    @JsonProperty("sum")
    SUM,
    @JsonProperty("count")
    COUNT,
    @JsonProperty("average")
    AVERAGE,
    @JsonProperty("min")
    MIN,
    @JsonProperty("max")
    MAX,
    @JsonProperty("first")
    FIRST,
    @JsonProperty("last")
    LAST;

    /** Whether nothing makes 0, rather than nothing. */
    public boolean isZeroOfNothing() {
      return this == SUM || this == COUNT;
    }
  }

  public RollupField {
    match = match == null ? Map.of() : Map.copyOf(match);
    aggregate = aggregate == null ? Kind.COUNT : aggregate;
  }

  /** Key of the form read. */
  public String form() {
    return from.contains(".") ? from.substring(0, from.indexOf('.')) : from;
  }

  /** Key of the subform read; null: the records themselves. */
  public String rows() {
    return from.contains(".") ? from.substring(from.indexOf('.') + 1) : null;
  }

  @Override
  public int storedScale() {
    return scale != null
        ? scale
        : aggregate == Kind.COUNT ? 0 : currency != null ? MoneyField.scaleOf(currency) : 2;
  }

  @Override
  public RollupField withHead(FieldHead changed) {
    return new RollupField(changed, from, via, match, aggregate, value, filter, scale, currency);
  }

  static void describeSettings(SettingsSchema schema) {
    schema
        .pattern("from", "^[a-z][a-z0-9_]{0,39}(\\.[a-z][a-z0-9_]{0,39})?$")
        .describe("from", "A form, or one of its subforms: delivery.lines")
        .key("via")
        .keys("match", 5)
        .oneOf("aggregate", "sum", "count", "average", "min", "max", "first", "last")
        .expression("value")
        .expression("filter")
        .count("scale")
        .currency("currency")
        .required("from", "via", "aggregate");
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.scale(scale);
    if (!check.isInsideSubform() && !match.isEmpty()) {
      check.problem("/match", CoreProblem.MATCH_OUTSIDE_SUBFORM);
    }
  }
}
