package dev.formwork.core.expression.value;

import java.util.Map;
import java.util.UUID;

/**
 * A reference to the record that a lookup points to.
 *
 * @param title nullable: not loaded
 * @param seen the values that formulas read there; null: not loaded
 */
public record RecordRef(UUID id, String title, Map<String, Object> seen) implements LinkedRecord {

  public RecordRef(UUID id, String title) {
    this(id, title, null);
  }

  /**
   * The id of a record or member that an expression gave.
   *
   * @throws IllegalArgumentException when it is neither, nor an id
   */
  public static UUID id(Object value) {
    return switch (value) {
      case UUID id -> id;
      case RecordRef target -> target.id();
      case String text when text.length() == 36 -> UUID.fromString(text);
      default -> throw new IllegalArgumentException("Not an id: " + value);
    };
  }

  /** Whether a text is the id of a record or member. */
  public static boolean isId(String text) {
    try {
      return text.length() == 36 && UUID.fromString(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Object seen(String key) {
    return seen == null ? null : seen.get(key);
  }

  @Override
  public String toString() {
    return title == null ? id.toString() : title;
  }

  /** Two lookups are the same when they point to the same record, whatever it is called by now. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RecordRef recordRef && recordRef.id.equals(id);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
