package dev.formwork.core.naming;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rule for the names that never change: they become column names, table names and parts of
 * URLs.
 */
public final class Key {

  /** Lower-case ASCII, so that no identifier in SQL ever needs more than plain double quotes. */
  public static final String SHAPE = "[a-z][a-z0-9_]{0,39}";

  private static final Pattern PATTERN = Pattern.compile(SHAPE);

  /** Names every record has by itself; a field may not take them. */
  public static final Set<String> RESERVED =
      Set.of(
          "id",
          "version",
          "created_at",
          "created_by",
          "updated_at",
          "updated_by",
          "deleted_at",
          "record_title",
          "search_text",
          "parent",
          "position");

  private Key() {}

  public static boolean isValid(String key) {
    return key != null && PATTERN.matcher(key).matches();
  }

  static String checked(String kind, String key) {
    if (!isValid(key)) {
      throw new IllegalArgumentException(kind + " key must match " + SHAPE + ": " + key);
    }
    return key;
  }

  /**
   * A key made from a title: {@code Close date} gives {@code close_date}; a title without Latin
   * letters gives the fallback.
   */
  public static String fromTitle(String title, String fallback) {
    var key =
        title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[_0-9]+|_+$", "");
    return key.isEmpty() ? fallback : key.substring(0, Math.min(40, key.length()));
  }

  /** The wanted key, or the first of wanted_2, wanted_3 … that is neither taken nor reserved. */
  public static String free(String wanted, Set<String> taken) {
    var free = RESERVED.contains(wanted) ? wanted + "_field" : wanted;
    for (int n = 2; taken.contains(free); n++) {
      free = wanted.substring(0, Math.min(36, wanted.length())) + "_" + n;
    }
    return free;
  }
}
