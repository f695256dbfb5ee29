package dev.formwork.core.api;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of schemas and operations that stay different in generated clients, which write them
 * without dots, dashes and underscores and in a case of their own: {@code deal.change} and {@code
 * deal_change} are both {@code DealChange}.
 */
final class OpenApiNames {

  private final Set<String> taken = new HashSet<>();

  /** The name itself, or with {@code _2}, {@code _3} … behind it when it is taken; taken then. */
  String free(String wanted) {
    var free = wanted;
    for (int n = 2; !taken.add(identity(free)); n++) {
      free = wanted + "_" + n;
    }
    return free;
  }

  private static String identity(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
