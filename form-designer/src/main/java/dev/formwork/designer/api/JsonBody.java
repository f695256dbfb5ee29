package dev.formwork.designer.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.definition.Definitions;
import java.util.List;

/** Bodies of requests and answers that concern definitions of several kinds. */
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

  /** {@code {"problems": [...]}}. */
  static String problems(Caller caller, List<Problem> problems) {
    var answer = DefinitionJson.mapper().createObjectNode();
    var list = answer.putArray("problems");
    problems.forEach(
        problem ->
            list.addObject()
                .put("path", problem.path())
                .put("code", problem.code())
                .put("message", problem.message(caller.locale())));
    return answer.toString();
  }

  /** {@code {"items": [...]}}, the newest first. */
  static String versions(List<Definitions.PublishedVersion> versions) {
    var answer = DefinitionJson.mapper().createObjectNode();
    var items = answer.putArray("items");
    versions.forEach(
        one ->
            items
                .addObject()
                .put("version", one.version())
                .put("publishedAt", one.publishedAt().toString()));
    return answer.toString();
  }
}
