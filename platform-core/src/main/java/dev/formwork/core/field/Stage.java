package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.naming.Title;

/**
 * One step of the way a record takes.
 *
 * @param probability of winning from here, in percent, 0 to 100
 * @param category whether the way goes on, ended well, or ended badly
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stage(String key, Title title, int probability, Category category, String color)
    implements ListedValue {

  /** Where on the way a stage stands. */
  public enum Category {
    @JsonProperty("open")
    OPEN,
    @JsonProperty("won")
    WON,
    @JsonProperty("lost")
    LOST
  }

  public Stage {
    category = category == null ? Category.OPEN : category;
  }
}
