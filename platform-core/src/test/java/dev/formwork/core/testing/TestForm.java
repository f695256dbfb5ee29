package dev.formwork.core.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.FormDefinition;
import java.util.function.UnaryOperator;

/**
 * A form in the making: its fields in order, each with its key as its title. It makes JSON, as
 * designers do, so that tests go the way of the product.
 */
public final class TestForm {

  private final ObjectNode form = JsonNodeFactory.instance.objectNode();
  private final ArrayNode fields;

  TestForm(String key) {
    form.put("key", key).putObject("title").put("en", key);
    fields = form.putArray("fields");
  }

  /**
   * @param expression what a record is called
   */
  public TestForm recordTitle(String expression) {
    form.put("recordTitle", expression);
    return this;
  }

  public TestForm text(String key, FieldSetting... settings) {
    return field("text", key, settings);
  }

  public TestForm number(String key, FieldSetting... settings) {
    return field("number", key, settings);
  }

  public TestForm money(String key, FieldSetting... settings) {
    return field("money", key, settings);
  }

  public TestForm date(String key, FieldSetting... settings) {
    return field("date", key, settings);
  }

  public TestForm member(String key, FieldSetting... settings) {
    return field("member", key, settings);
  }

  public TestForm choice(String key, FieldSetting... settings) {
    return field("choice", key, settings);
  }

  /**
   * @param target the form looked into
   */
  public TestForm lookup(String key, String target, FieldSetting... settings) {
    field("lookup", key, settings).last().put("form", target);
    return this;
  }

  public TestForm computed(String key, String expression, FieldSetting... settings) {
    field("computed", key, settings).last().put("expression", expression);
    return this;
  }

  /** Adds up a field of the records that point here with a lookup. */
  public TestForm sum(String key, String from, String via, String value, FieldSetting... settings) {
    field("rollup", key, settings)
        .last()
        .put("from", from)
        .put("via", via)
        .put("aggregate", "sum")
        .put("value", value);
    return this;
  }

  /**
   * @param rows gives the fields of the rows
   */
  public TestForm subform(String key, UnaryOperator<TestForm> rows, FieldSetting... settings) {
    var inner = rows.apply(new TestForm(key));
    field("subform", key, settings).last().set("fields", inner.fields);
    return this;
  }

  /** Holds for every record that is stored. */
  public TestForm validation(String check, String message) {
    return validation(check, message, _ -> {});
  }

  /**
   * @param more properties of the validation, as its JSON has them
   */
  public TestForm validation(String check, String message, FieldSetting more) {
    var validation = form.withArray("/validations").addObject().put("check", check);
    validation.putObject("message").put("en", message);
    more.apply(validation);
    return this;
  }

  /** A field of any type, for what has no method of its own here. */
  public TestForm field(String type, String key, FieldSetting... settings) {
    var field = fields.addObject().put("type", type).put("key", key);
    field.putObject("title").put("en", key);
    for (var setting : settings) {
      setting.apply(field);
    }
    return this;
  }

  private ObjectNode last() {
    return (ObjectNode) fields.get(fields.size() - 1);
  }

  public String json() {
    return form.toString();
  }

  public FormDefinition definition() {
    try {
      return DefinitionJson.read(form, FormDefinition.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json(), e);
    }
  }
}
