package dev.formwork.core.record.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.value.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

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
        values.add(value.isNull() ? null : order.get(i).parse().apply(value.asText()));
      }
      return values;
    } catch (IllegalArgumentException | DateTimeException | JsonProcessingException e) {
      throw malformed();
    } catch (java.io.IOException e) {
      throw malformed();
    }
  }

  private static int signature(List<SortKey> order) {
    return order.stream().map(SortKey::signature).toList().hashCode();
  }

  private static Refusal malformed() {
    return Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_CURSOR);
  }
}
