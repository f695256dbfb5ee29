package dev.formwork.core.record.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be made of many values. Empty values are skipped. */
public enum AggregateOperator {
  SUM,
  COUNT,
  AVERAGE,
  MIN,
  MAX;

  /** As requests name it: {@code sum}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AggregateOperator> named(String key) {
    return Arrays.stream(values()).filter(one -> one.key().equals(key)).findFirst();
  }

  /** As requests name them. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(AggregateOperator::key).toList();
  }
}
