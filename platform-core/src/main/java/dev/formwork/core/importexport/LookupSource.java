package dev.formwork.core.importexport;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * Where records are looked for, and by what.
 *
 * @param table of their form
 * @param field that names them; null: their title
 */
record LookupSource(String table, String field) {

  /** A value of such a field as the text that stands for it, however it was written. */
  static String text(Object value) {
    return switch (value) {
      case BigDecimal number when number.signum() == 0 -> "0";
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case OffsetDateTime moment -> moment.toInstant().toString();
      default -> value.toString();
    };
  }
}
