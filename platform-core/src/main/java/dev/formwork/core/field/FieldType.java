package dev.formwork.core.field;

import java.util.Arrays;
import java.util.Optional;

/** The name a field type has in JSON, and the record that holds its settings. */
public enum FieldType {
  TEXT("text", TextField.class),
  LONG_TEXT("longText", LongTextField.class),
  NUMBER("number", NumberField.class),
  MONEY("money", MoneyField.class),
  BOOLEAN("boolean", BooleanField.class),
  DATE("date", DateField.class),
  DATE_TIME("dateTime", DateTimeField.class),
  CHOICE("choice", ChoiceField.class),
  CHOICES("choices", ChoicesField.class),
  STAGE("stage", StageField.class),
  MEMBER("member", MemberField.class),
  LOOKUP("lookup", LookupField.class),
  SERIAL("serial", SerialField.class),
  SUBFORM("subform", SubformField.class),
  COMPUTED("computed", ComputedField.class),
  ROLLUP("rollup", RollupField.class);

  private final String json;
  private final Class<? extends Field> settings;

  FieldType(String json, Class<? extends Field> settings) {
    this.json = json;
    this.settings = settings;
  }

  public String json() {
    return json;
  }

  Class<? extends Field> settings() {
    return settings;
  }

  static FieldType of(Field field) {
    for (var type : values()) {
      if (type.settings == field.getClass()) {
        return type;
      }
    }
    throw new IllegalStateException("Every field type is listed in FieldType: " + field.getClass());
  }

  public static Optional<FieldType> named(String json) {
    return Arrays.stream(values()).filter(type -> type.json.equals(json)).findFirst();
  }
}
