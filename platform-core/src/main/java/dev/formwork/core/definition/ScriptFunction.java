package dev.formwork.core.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import java.util.List;

/**
 * A function a team wrote for itself.
 *
 * @param name in capitals, as formulas call it
 * @param help nullable
 * @param script a JavaScript function expression: {@code (amount, rate) => amount * rate}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ScriptFunction(
    String name, Title help, List<Argument> parameters, Kind result, String script) {

  /** One value it takes. */
  public record Argument(String name, Kind type) {}

  /** The types scripts and formulas share. */
  public enum Kind {
    @JsonProperty("text")
    TEXT(ValueType.TEXT),
    @JsonProperty("number")
    NUMBER(ValueType.NUMBER),
    @JsonProperty("boolean")
    BOOLEAN(ValueType.BOOLEAN),
    @JsonProperty("date")
    DATE(ValueType.DATE),
    @JsonProperty("dateTime")
    DATE_TIME(ValueType.DATE_TIME);

    private final ValueType type;

    Kind(ValueType type) {
      this.type = type;
    }

    public ValueType valueType() {
      return type;
    }
  }

  public ScriptFunction {
    parameters = parameters == null ? List.of() : List.copyOf(parameters);
  }
}
