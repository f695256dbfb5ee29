package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.ui.flow.FlowContext;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Binds inputs to the JSON of a definition. The JSON is read anew for each change, so that a change
 * made elsewhere meanwhile is not lost, and properties that no input knows stay.
 */
public final class JsonBinding {

  private final Supplier<FlowContext> tools;
  private final String step;
  private final Supplier<ObjectNode> current;
  private final Consumer<ObjectNode> store;
  private final Runnable rebuild;

  /**
   * @param step whose formulas these are; null: the flow's own
   * @param rebuild makes the panel anew, when other inputs are needed
   */
  public JsonBinding(
      Supplier<FlowContext> tools,
      String step,
      Supplier<ObjectNode> current,
      Consumer<ObjectNode> store,
      Runnable rebuild) {
    this.tools = tools;
    this.step = step;
    this.current = current;
    this.store = store;
    this.rebuild = rebuild;
  }

  public FlowContext tools() {
    return tools.get();
  }

  /** Null for the flow itself. */
  String step() {
    return step;
  }

  public FlowContext.StepFormulas formulas() {
    return tools().formulas(step);
  }

  public void rebuild() {
    rebuild.run();
  }

  public JsonNode get(String name) {
    return current.get().path(name);
  }

  /** Null when it is not there. */
  public String text(String name) {
    return get(name).textValue();
  }

  /** Null or nothing in it: the property goes. */
  public void set(String name, JsonNode value) {
    var json = current.get();
    if (value == null || value.isNull() || value.isContainerNode() && value.isEmpty()) {
      json.remove(name);
    } else {
      json.set(name, value);
    }
    store.accept(json);
  }

  public void set(String name, String value) {
    set(name, value == null || value.isBlank() ? null : nodes().textNode(value));
  }

  public void set(String name, boolean value) {
    set(name, nodes().booleanNode(value));
  }

  /** 0 is nothing. */
  public void set(String name, int value) {
    set(name, value == 0 ? null : nodes().numberNode(value));
  }

  /** What is inside a property that is an object. */
  public JsonBinding at(String name) {
    return new JsonBinding(
        tools,
        step,
        () -> get(name) instanceof ObjectNode inner ? inner.deepCopy() : nodes().objectNode(),
        inner -> set(name, inner),
        rebuild);
  }

  /** What is inside one of a property that is a list. */
  public JsonBinding at(String name, int index) {
    return new JsonBinding(
        tools,
        step,
        () ->
            get(name).path(index) instanceof ObjectNode inner
                ? inner.deepCopy()
                : nodes().objectNode(),
        inner -> {
          if (get(name) instanceof ArrayNode all && index < all.size()) {
            var changed = all.deepCopy();
            changed.set(index, inner);
            set(name, changed);
          }
        },
        rebuild);
  }

  void append(String name, JsonNode one) {
    var all = get(name) instanceof ArrayNode found ? found.deepCopy() : nodes().arrayNode();
    all.add(one);
    set(name, all);
    rebuild();
  }

  void removeAt(String name, int index) {
    if (get(name) instanceof ArrayNode all && index < all.size()) {
      var changed = all.deepCopy();
      changed.remove(index);
      set(name, changed);
      rebuild();
    }
  }

  public static com.fasterxml.jackson.databind.node.JsonNodeFactory nodes() {
    return DefinitionJson.mapper().getNodeFactory();
  }
}
