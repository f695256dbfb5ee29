package dev.formwork.designer.form;

import dev.formwork.designer.form.ChangedValues.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values that become the same though no two records may have the same. */
final class SameValues {

  /** Values of which the records are named. */
  private static final int MOST = 20;

  private final Map<String, Held> first = new HashMap<>();
  private final Map<String, List<Held>> found = new LinkedHashMap<>();

  /**
   * @param key the same for values that are the same to the new field
   */
  void add(String key, Held held) {
    if (held.live() == 0) {
      return;
    }
    var other = first.putIfAbsent(key, held);
    if (other != null || held.live() > 1) {
      var all = found.computeIfAbsent(key, _ -> new ArrayList<>());
      if (other != null && all.isEmpty()) {
        all.add(other);
      }
      all.add(held);
    }
  }

  /** Of each such value, what the records hold and how they are called. */
  List<String> told() {
    return found.values().stream()
        .limit(MOST)
        .map(all -> all.stream().map(Held::told).collect(Collectors.joining(", ")))
        .toList();
  }
}
