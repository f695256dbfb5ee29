package dev.formwork.core.record.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.StoredRecord;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * Where a page ended: the sort keys of its last record. Opaque to clients, checked when it comes
 * back.
 */
public final class PageCursor {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MAX_LENGTH = 8_000;

  private PageCursor() {}

  public static String after(StoredRecord last, List<SortKey> order) {
    var values = JSON.createArrayNode();
    values.add(signature(order));
    for (var key : order) {
      var value = key.value().apply(last);
      values.add(value == null ? null : value.toString());
    }
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(values.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The values, one for each key of the order; null is empty. Fails as malformed when it belongs to
   * another order.
   */
  static List<Object> values(String cursor, List<SortKey> order) {
    try {
      if (cursor.length() > MAX_LENGTH) {
        throw malformed();
      }
      var json = JSON.readTree(Base64.getUrlDecoder().decode(cursor));
      if (!json.isArray()
          || json.size() != order.size() + 1
          || json.get(0).intValue() != signature(order)) {
        throw malformed();
      }
      var values = new ArrayList<>();
      for (int i = 0; i < order.size(); i++) {
        var value = json.get(i + 1);
        values.add(value.isNull() ? null : parsed(value.asText(), order.get(i).cast()));
      }
      return values;
    } catch (IllegalArgumentException | DateTimeException | JsonProcessingException e) {
      throw malformed();
    } catch (java.io.IOException e) {
      throw malformed();
    }
  }

  private static Object parsed(String text, String cast) {
    return switch (cast) {
      case "uuid" -> UUID.fromString(text);
      case "timestamptz" -> OffsetDateTime.parse(text);
      case "date" -> LocalDate.parse(text);
      case "numeric" -> new BigDecimal(text);
      case "boolean" -> Boolean.valueOf(text);
      case "int" -> Integer.valueOf(text);
      default -> text;
    };
  }

  private static int signature(List<SortKey> order) {
    return order.stream().map(SortKey::signature).toList().hashCode();
  }

  private static Refusal malformed() {
    return Refusal.of(Refusal.Kind.MALFORMED, "bad-cursor");
  }
}
