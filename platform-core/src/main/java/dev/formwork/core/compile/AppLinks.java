package dev.formwork.core.compile;

import dev.formwork.core.expression.WorkCalendar;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the published forms of an app hang together: who reads whom, and in which order rows of
 * several forms are locked. Made empty before the forms are compiled, filled once when all are.
 */
public final class AppLinks {

  /** Who reads a form, and how. */
  public record Reader(CompiledForm form, Reads reads) {}

  private volatile Map<String, CompiledForm> forms = Map.of();
  private volatile Map<String, List<Reader>> readers = Map.of();
  private volatile Map<String, Integer> ranks = Map.of();
  private final WorkCalendar calendar;

  public AppLinks(WorkCalendar calendar) {
    this.calendar = calendar;
  }

  /** A form on its own, as it is while it is being designed. */
  public static AppLinks none() {
    return new AppLinks(WorkCalendar.WEEKDAYS);
  }

  public void bind(Collection<CompiledForm> all) {
    var byKey = new HashMap<String, CompiledForm>();
    var reading = new HashMap<String, List<Reader>>();
    for (var form : all) {
      byKey.put(form.key(), form);
      form.reads()
          .forEach(
              reads ->
                  reading
                      .computeIfAbsent(reads.form(), _ -> new ArrayList<>())
                      .add(new Reader(form, reads)));
    }
    forms = Map.copyOf(byKey);
    readers = Map.copyOf(reading);
    var depths = new HashMap<String, Integer>();
    byKey.keySet().forEach(key -> depth(key, depths, new HashSet<>()));
    ranks = Map.copyOf(depths);
  }

  /** How many links upwards there are at most from a form: records point to those above. */
  private int depth(String form, Map<String, Integer> depths, Set<String> underway) {
    if (depths.containsKey(form) || !underway.add(form)) {
      return depths.getOrDefault(form, 0);
    }
    int depth =
        readers(form).stream()
            .filter(reader -> reader.reads() instanceof Reads.Pointing)
            .mapToInt(reader -> 1 + depth(reader.form().key(), depths, underway))
            .max()
            .orElse(0);
    depths.put(form, depth);
    return depth;
  }

  public List<Reader> readers(String form) {
    return readers.getOrDefault(form, List.of());
  }

  public Optional<CompiledForm> form(String key) {
    return Optional.ofNullable(forms.get(key));
  }

  /**
   * The order in which rows are locked: those that others point to first. Everyone keeps to it, so
   * that two transactions rarely wait for each other in a ring.
   */
  public Comparator<CompiledForm> lockOrder() {
    return Comparator.comparing((CompiledForm form) -> ranks.getOrDefault(form.key(), 0))
        .thenComparing(CompiledForm::key);
  }

  /** The days this workspace works. */
  public WorkCalendar calendar() {
    return calendar;
  }
}
