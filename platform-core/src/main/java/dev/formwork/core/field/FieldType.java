package dev.formwork.core.field;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The name a field type has in JSON, the record that holds its settings, and the schema of these.
 */
public enum FieldType {
  TEXT("text", TextField.class, TextField::describeSettings),
  LONG_TEXT("longText", LongTextField.class, LongTextField::describeSettings),
  NUMBER("number", NumberField.class, NumberField::describeSettings),
  MONEY("money", MoneyField.class, MoneyField::describeSettings),
  BOOLEAN("boolean", BooleanField.class, _ -> {}),
  DATE("date", DateField.class, _ -> {}),
  DATE_TIME("dateTime", DateTimeField.class, _ -> {}),
  TIME("time", TimeField.class, _ -> {}),
  RATING("rating", RatingField.class, RatingField::describeSettings),
  CHOICE("choice", ChoiceField.class, ChoiceField::describeSettings),
  CHOICES("choices", ChoicesField.class, ChoicesField::describeSettings),
  STAGE("stage", StageField.class, StageField::describeSettings),
  MEMBER("member", MemberField.class, MemberField::describeSettings),
  LOOKUP("lookup", LookupField.class, LookupField::describeSettings),
  SERIAL("serial", SerialField.class, SerialField::describeSettings),
  SUBFORM("subform", SubformField.class, SubformField::describeSettings),
  COMPUTED("computed", ComputedField.class, ComputedField::describeSettings),
  ROLLUP("rollup", RollupField.class, RollupField::describeSettings);

  private final String json;
  private final Class<? extends Field> settings;
  private final Consumer<SettingsSchema> describe;

  FieldType(String json, Class<? extends Field> settings, Consumer<SettingsSchema> describe) {
    this.json = json;
    this.settings = settings;
    this.describe = describe;
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

  /**
   * Completes the JSON Schema of fields: the names of the types, and the settings that each has.
   *
   * @param field the schema of what all fields have
   */
  public static void completeSchema(ObjectNode field) {
    var names = ((ObjectNode) field.path("properties").path("type")).putArray("enum");
    var settings = field.putArray("allOf");
    for (var type : values()) {
      names.add(type.json);
      type.addSettings(settings);
    }
  }

  private void addSettings(ArrayNode all) {
    var rule = all.addObject();
    var condition = rule.putObject("if");
    condition.putObject("properties").putObject("type").put("const", json);
    condition.putArray("required").add("type");
    var schema = new SettingsSchema();
    describe.accept(schema);
    rule.set("then", schema.schema());
  }
}
