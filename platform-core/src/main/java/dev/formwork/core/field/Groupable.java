package dev.formwork.core.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A field by which records are sorted and grouped in the order that its definition lists. */
public interface Groupable {

  /** The values, in order; empty: by the values themselves. */
  List<String> groups();

  /** Writes them into the JSON Schema of a value. */
  static void describe(List<String> groups, ObjectNode schema) {
    if (!groups.isEmpty()) {
      var values = schema.putArray("enum");
      groups.forEach(values::add);
      values.addNull();
    }
  }
}
