package dev.formwork.core.field;

/**
 * A number given by the server, such as {@code Q-2026-00042}; unique, never reused, gaps possible.
 *
 * @param prefix before the number, nullable
 * @param digits at least so many, padded with zeros; nullable: 5
 * @param perYear the year follows the prefix and the count starts again with it
 */
public record SerialField(FieldHead head, String prefix, Integer digits, boolean perYear)
    implements Field {

  /** The number as people read it. */
  public String format(int year, long number) {
    var text = new StringBuilder(prefix == null ? "" : prefix);
    if (perYear) {
      text.append(year).append("-");
    }
    var plain = Long.toString(number);
    text.repeat("0", Math.max(0, (digits == null ? 5 : digits) - plain.length()));
    return text.append(plain).toString();
  }

  @Override
  public SerialField withHead(FieldHead changed) {
    return new SerialField(changed, prefix, digits, perYear);
  }
}
