package dev.formwork.core.field.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a column of texts tells about one custom.
 *
 * @param value nullable: it tells nothing, or not enough
 * @param asked whether a person has to say, since texts would be read differently
 * @param examples texts that need the answer, or that tell it
 */
public record Told<T>(T value, boolean asked, List<String> examples) {

  private static final int EXAMPLES = 5;

  /**
   * So many more texts have to speak for one custom than for the others, if these are to be taken
   * for slips, which are then refused one by one.
   */
  private static final int CLEAR = 20;

  static <T> Told<T> nothing() {
    return new Told<>(null, false, List.of());
  }

  static <T> Told<T> asking(List<String> examples) {
    return new Told<>(null, true, examples);
  }

  public Told {
    examples = List.copyOf(examples.subList(0, Math.min(EXAMPLES, examples.size())));
  }

  /** The votes of texts for customs. */
  static final class Votes<T> {

    private final Map<T, List<String>> only = new LinkedHashMap<>();
    private final List<String> open = new ArrayList<>();
    private final List<Set<T>> choices = new ArrayList<>();

    /**
     * @param readings what a text would be under each custom under which it can be read
     */
    void add(String text, Map<T, ?> readings) {
      if (readings.size() == 1) {
        only.computeIfAbsent(readings.keySet().iterator().next(), _ -> new ArrayList<>()).add(text);
      } else if (readings.values().stream().distinct().count() > 1) {
        open.add(text);
        choices.add(Set.copyOf(readings.keySet()));
      }
    }

    private long unreadableBy(T custom) {
      return choices.stream().filter(choice -> !choice.contains(custom)).count();
    }

    /** What they come to. */
    Told<T> result() {
      int all = only.values().stream().mapToInt(List::size).sum();
      for (var one : only.entrySet()) {
        long others = all - one.getValue().size() + unreadableBy(one.getKey());
        if (one.getValue().size() >= others * CLEAR) {
          return new Told<>(one.getKey(), false, one.getValue());
        }
      }
      var examples = new ArrayList<>(open);
      only.values().forEach(texts -> examples.add(texts.getFirst()));
      return examples.isEmpty() ? nothing() : asking(examples);
    }
  }
}
