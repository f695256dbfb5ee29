package dev.formwork.designer.definition;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Messages;
import java.util.List;
import java.util.Locale;

/**
 * One difference between two versions of a definition, as people would list it.
 *
 * @param part what differs, such as {@code field}; {@code part.field} names it in the messages
 * @param key of that part within the definition; null: all parts of this name together, or the
 *     definition itself
 * @param title nullable: by its key
 * @param properties of the part that changed, with their names in JSON; empty unless it changed
 */
public record Difference(
    Change change, String part, String key, Title title, List<String> properties) {

  /** In which way. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED,
    /** The same parts in another order. */
    REORDERED;

    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String BUNDLE = "dev.formwork.designer.messages";

  /** What a part, or a kind of definition, is called. */
  public static String partName(Locale locale, String part) {
    return Messages.format(locale, BUNDLE, "part." + part);
  }

  public Difference {
    properties = List.copyOf(properties);
  }

  /** The difference as a sentence. */
  public String sentence(Locale locale) {
    var noun = partName(locale, part);
    var name = title != null ? title.in(locale) : key == null ? "" : key;
    return Messages.format(
        locale,
        BUNDLE,
        "difference." + change.json(),
        noun,
        name,
        name.isEmpty() ? 0 : 1,
        String.join(", ", properties),
        properties.size());
  }
}
