package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.Title;
import java.util.List;

/**
 * One option of a choice.
 *
 * @param key stored in records; never changes
 * @param color name of a badge colour, nullable
 * @param retired no longer offered; old records keep it
 * @param under the values of the choice it depends on under which it is offered; empty: all
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Option(String key, Title title, String color, boolean retired, List<String> under)
    implements ListedValue {

  public Option {
    under = under == null || under.isEmpty() ? null : List.copyOf(under);
  }

  public Option(String key, Title title, String color, boolean retired) {
    this(key, title, color, retired, null);
  }

  /**
   * @param value of the choice it depends on; null when that is empty
   */
  public boolean isOfferedUnder(String value) {
    return under == null || value != null && under.contains(value);
  }

  public Option withUnder(List<String> changed) {
    return new Option(key, title, color, retired, changed);
  }
}
