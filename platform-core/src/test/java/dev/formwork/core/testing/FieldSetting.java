package dev.formwork.core.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** One property of a field, as its JSON has it. */
@FunctionalInterface
public interface FieldSetting {

  void apply(ObjectNode field);

  static FieldSetting titled(String english) {
    return field -> field.putObject("title").put("en", english);
  }

  /** A result is shown also to those who may not read what it is worked out from. */
  static FieldSetting reveals() {
    return field -> field.put("reveals", true);
  }

  static FieldSetting searchable() {
    return field -> field.put("searchable", true);
  }

  static FieldSetting unique() {
    return field -> field.put("unique", true);
  }

  static FieldSetting required() {
    return field -> field.put("required", true);
  }

  /** Decimal places. */
  static FieldSetting scale(int digits) {
    return field -> field.put("scale", digits);
  }

  /**
   * @param expression gives the value of a new record
   */
  static FieldSetting byDefault(String expression) {
    return field -> field.put("default", expression);
  }

  static FieldSetting visibleWhen(String condition) {
    return field -> field.put("visibleWhen", condition);
  }

  static FieldSetting requiredWhen(String condition) {
    return field -> field.put("requiredWhen", condition);
  }

  static FieldSetting readOnlyWhen(String condition) {
    return field -> field.put("readOnlyWhen", condition);
  }

  /**
   * @param condition which records a lookup offers
   */
  static FieldSetting filter(String condition) {
    return field -> field.put("filter", condition);
  }

  /** What choosing a record fills in: field here → field there. */
  static FieldSetting fill(Map<String, String> fields) {
    return field -> fields.forEach(field.putObject("fill")::put);
  }

  /** Choices, or the stages of a stage field, each with its key as its title. */
  static FieldSetting options(String... keys) {
    return field -> {
      var options = field.putArray("options");
      List.of(keys)
          .forEach(key -> options.addObject().put("key", key).putObject("title").put("en", key));
    };
  }
}
