package dev.formwork.workflow.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.naming.Title;
import java.util.Locale;

/**
 * A value that an instance keeps.
 *
 * @param key as expressions name it; no field of the form may have it
 * @param title nullable
 * @param type text, number, boolean, date, datetime, member or record
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(String key, Title title, Type type) {

  /** What kind of value. */
  public enum Type {
    TEXT(ValueType.TEXT),
    NUMBER(ValueType.NUMBER),
    BOOLEAN(ValueType.BOOLEAN),
    DATE(ValueType.DATE),
    DATETIME(ValueType.DATE_TIME),
    MEMBER(ValueType.MEMBER),
    RECORD(ValueType.RECORD);

    private final ValueType valueType;

    Type(ValueType valueType) {
      this.valueType = valueType;
    }

    public ValueType valueType() {
      return valueType;
    }

    @com.fasterxml.jackson.annotation.JsonValue
    public String json() {
      return name().toLowerCase(Locale.ROOT);
    }

    @com.fasterxml.jackson.annotation.JsonCreator
    public static Type named(String json) {
      return EnumJson.named(Type.values(), Type::json, json);
    }
  }
}
