package dev.formwork.designer.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.JsonMistake;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON as what it is said to be; fails as invalid, naming what does not fit. */
public final class JsonShape {

  private JsonShape() {}

  /** An object of this type. */
  public static <T> T object(JsonNode json, Class<T> type) {
    return object(json, type, "");
  }

  private static <T> T object(JsonNode json, Class<T> type, String at) {
    if (!json.isObject()) {
      throw Refusal.invalid(List.of(Problem.at(at, CoreProblem.OBJECT_EXPECTED)));
    }
    try {
      return DefinitionJson.read(json, type);
    } catch (JsonProcessingException e) {
      throw Refusal.invalid(List.of(JsonMistake.of(e).within(at)));
    }
  }

  /** A list of such objects, without gaps. */
  public static <T> List<T> list(JsonNode json, Class<T> type) {
    if (!json.isArray()) {
      throw Refusal.invalid(List.of(Problem.at("", CoreProblem.LIST_EXPECTED)));
    }
    var items = new ArrayList<T>();
    for (int i = 0; i < json.size(); i++) {
      items.add(object(json.get(i), type, "/" + i));
    }
    return List.copyOf(items);
  }
}
