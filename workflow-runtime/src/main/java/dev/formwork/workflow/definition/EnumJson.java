package dev.formwork.workflow.definition;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds enum constants by their words in JSON. */
final class EnumJson {

  private EnumJson() {}

  /**
   * @throws IllegalArgumentException naming those that are known
   */
  static <T> T named(T[] all, Function<T, String> word, String wanted) {
    return Arrays.stream(all)
        .filter(one -> word.apply(one).equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is not one of %s"
                        .formatted(
                            wanted,
                            Arrays.stream(all).map(word).collect(Collectors.joining(", ")))));
  }

  /** The words of all of them. */
  static <T> List<String> words(T[] all, Function<T, String> word) {
    return Arrays.stream(all).map(word).toList();
  }
}
