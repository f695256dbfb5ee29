package dev.formwork.core.expression.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Order and equality of values, as comparisons and sorting use them. */
public final class ValueOrder {

  private ValueOrder() {}

  /** Of two present values of one type. */
  public static int compare(Object left, Object right) {
    return switch (left) {
      case BigDecimal a -> a.compareTo((BigDecimal) right);
      case String a -> CodePointOrder.compare(a, (String) right);
      case LocalDate a -> a.compareTo((LocalDate) right);
      case OffsetDateTime a -> a.toInstant().compareTo(((OffsetDateTime) right).toInstant());
      case LocalTime a -> a.compareTo((LocalTime) right);
      case Boolean a -> a.compareTo((Boolean) right);
      default -> left.equals(right) ? 0 : 1;
    };
  }

  /** Whether two values, either of them empty perhaps, are the same. */
  public static boolean same(Object left, Object right) {
    return left == null || right == null
        ? left == null && right == null
        : left instanceof LinkedRecord a && right instanceof LinkedRecord b
            ? a.id().equals(b.id())
            : compare(left, right) == 0;
  }

  /** Less than, equal to or greater than zero; null when either is empty. */
  public static Integer compare(Object left, Object right, ZoneId zone) {
    if (left == null || right == null) {
      return null;
    }
    return switch (left) {
      case LocalDate a when right instanceof String text ->
          IsoDates.date(text).map(a::compareTo).orElse(null);
      case OffsetDateTime a when right instanceof String text ->
          IsoDates.moment(text, zone).map(b -> a.toInstant().compareTo(b.toInstant())).orElse(null);
      case LocalTime a when right instanceof String text ->
          IsoDates.time(text).map(a::compareTo).orElse(null);
      case LinkedRecord a when right instanceof LinkedRecord b -> a.id().equals(b.id()) ? 0 : 1;
      case LinkedRecord a when right instanceof String b -> named(a, b) ? 0 : 1;
      case LinkedRecord a when right instanceof UUID b -> a.id().equals(b) ? 0 : 1;
      case UUID a when right instanceof LinkedRecord b -> b.id().equals(a) ? 0 : 1;
      case UUID a when right instanceof String b -> b.equals(a.toString()) ? 0 : 1;
      case String _ when !(right instanceof String) ->
          compare(right, left, zone) instanceof Integer order ? -order : null;
      case List<?> a when right instanceof List<?> b -> sameLists(a, b) ? 0 : 1;
      default -> compare(left, right);
    };
  }

  private static boolean named(LinkedRecord record, String text) {
    return text.equals(record.title()) || text.equals(record.id().toString());
  }

  private static boolean sameLists(List<?> one, List<?> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  public static boolean isAmong(Object value, Object list, ZoneId zone) {
    return list instanceof List<?> items
        && items.stream().anyMatch(item -> Objects.equals(compare(value, item, zone), 0));
  }
}
