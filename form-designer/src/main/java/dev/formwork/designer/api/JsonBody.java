package dev.formwork.designer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.List;

/** Bodies of requests that are lists. */
final class JsonBody {

  private JsonBody() {}

  /** A list without gaps; anything else is refused. */
  static <T> List<T> list(String body, Class<T> of) throws JsonProcessingException {
    var mapper = DefinitionJson.mapper();
    List<T> items =
        mapper.readValue(body, mapper.getTypeFactory().constructCollectionType(List.class, of));
    if (items == null) {
      throw Refusal.invalid(List.of(Problem.at("", CoreProblem.LIST_EXPECTED)));
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) == null) {
        throw Refusal.invalid(List.of(Problem.at("/" + i, CoreProblem.OBJECT_EXPECTED)));
      }
    }
    return items;
  }
}
