package dev.formwork.designer.api;

import dev.formwork.core.api.RequestReader;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Bodies of requests that are lists. */
final class JsonBody {

  private JsonBody() {}

  /** A list of objects without gaps; anything else is refused, with its place. */
  static <T extends Record> List<T> list(String body, Class<T> of) {
    var json = RequestReader.json(body);
    if (!json.isArray()) {
      throw Refusal.invalid(List.of(Problem.at("", CoreProblem.LIST_EXPECTED)));
    }
    var items = new ArrayList<T>();
    for (int i = 0; i < json.size(); i++) {
      items.add(RequestReader.read("/" + i, json.get(i), of));
    }
    return items;
  }
}
