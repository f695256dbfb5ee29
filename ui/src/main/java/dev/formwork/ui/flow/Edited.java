package dev.formwork.ui.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Binds inputs to the JSON of a definition. The JSON is read anew for each change, so that a change
 * made elsewhere meanwhile is not lost, and properties that no input knows stay.
 */
final class Edited {

  private final Supplier<FlowTools> tools;
  private final String step;
  private final Supplier<ObjectNode> current;
  private final Consumer<ObjectNode> store;
  private final Runnable rebuild;

  /**
   * @param step whose formulas these are; null: the flow's own
   * @param rebuild makes the panel anew, when other inputs are needed
   */
  Edited(
      Supplier<FlowTools> tools,
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

  FlowTools tools() {
    return tools.get();
  }

  /** Null for the flow itself. */
  String step() {
    return step;
  }

  FlowTools.Formulas formulas() {
    return tools().formulas(step);
  }

  void rebuild() {
    rebuild.run();
  }

  JsonNode get(String name) {
    return current.get().path(name);
  }

  /** Null when it is not there. */
  String text(String name) {
    return get(name).textValue();
  }

  /** Null or nothing in it: the property goes. */
  void set(String name, JsonNode value) {
    var json = current.get();
    if (value == null || value.isNull() || value.isContainerNode() && value.isEmpty()) {
      json.remove(name);
    } else {
      json.set(name, value);
    }
    store.accept(json);
  }

  void set(String name, String value) {
    set(name, value == null || value.isBlank() ? null : nodes().textNode(value));
  }

  void set(String name, boolean value) {
    set(name, nodes().booleanNode(value));
  }

  /** 0 is nothing. */
  void set(String name, int value) {
    set(name, value == 0 ? null : nodes().numberNode(value));
  }

  /** What is inside a property that is an object. */
  Edited at(String name) {
    return new Edited(
        tools,
        step,
        () -> get(name) instanceof ObjectNode inner ? inner.deepCopy() : nodes().objectNode(),
        inner -> set(name, inner),
        rebuild);
  }

  /** What is inside one of a property that is a list. */
  Edited at(String name, int index) {
    return new Edited(
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

  static com.fasterxml.jackson.databind.node.JsonNodeFactory nodes() {
    return DefinitionJson.mapper().getNodeFactory();
  }
}
