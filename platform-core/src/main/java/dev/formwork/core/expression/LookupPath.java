package dev.formwork.core.expression;

import java.util.List;

/**
 * A way from a record through its lookups to a value: {@code customer.industry}, or {@code
 * lines.product.price} from the rows of a subform.
 *
 * @param subform whose rows it starts from; null: the record itself
 * @param lookup the field or column it starts with
 * @param keys the fields behind it, at least one; the pseudo-field {@link #TITLE} is what the
 *     record is called
 */
public record LookupPath(String subform, String lookup, List<String> keys) {

  public static final String TITLE = "record_title";

  /** The way without its last step. */
  public LookupPath parent() {
    return new LookupPath(subform, lookup, keys.subList(0, keys.size() - 1));
  }
}
