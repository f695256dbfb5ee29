package dev.formwork.designer.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.JsonMistake;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.NotADelayException;
import dev.formwork.workflow.problem.FlowProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads flow definitions from JSON strictly: unknown properties and types are reported with their
 * path.
 */
final class FlowJsonReader {

  /** As deep as definitions are read from text; a block in a block takes four levels. */
  private static final int DEEPEST = 40;

  private static final int LEVELS_OF_A_BLOCK = 4;

  /**
   * What was read.
   *
   * @param flow null when there are problems
   */
  record ReadResult(FlowDefinition flow, List<Problem> problems) {}

  private FlowJsonReader() {}

  static ReadResult of(JsonNode json) {
    if (!json.isObject()) {
      return failed(Problem.at("", CoreProblem.OBJECT_EXPECTED));
    }
    var unfit = unfit(json, "", 1);
    if (unfit.isPresent()) {
      return failed(unfit.get());
    }
    try {
      var flow = DefinitionJson.read(json, FlowDefinition.class);
      var missing = missing(flow);
      return missing.isEmpty() ? new ReadResult(flow, List.of()) : new ReadResult(null, missing);
    } catch (JsonProcessingException e) {
      return failed(problem(e));
    }
  }

  /** What could be saved as JSON and not be read again, or not be saved. */
  private static Optional<Problem> unfit(JsonNode json, String at, int depth) {
    if (json.isContainerNode() && depth > DEEPEST) {
      return Optional.of(Problem.at(at, FlowProblem.FLOW_TOO_DEEP, DEEPEST / LEVELS_OF_A_BLOCK));
    }
    if (json.isTextual() && json.textValue().indexOf(0) >= 0) {
      return Optional.of(Problem.at(at, DesignProblem.TEXT_NOT_STORABLE));
    }
    if (json.isArray()) {
      return IntStream.range(0, json.size())
          .mapToObj(i -> unfit(json.get(i), at + "/" + i, depth + 1))
          .flatMap(Optional::stream)
          .findFirst();
    }
    return json.properties().stream()
        .map(one -> unfit(one.getValue(), at + "/" + escaped(one.getKey()), depth + 1))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static ReadResult failed(Problem problem) {
    return new ReadResult(null, List.of(problem));
  }

  private static List<Problem> missing(FlowDefinition flow) {
    var problems = new ArrayList<Problem>();
    if (flow.key() == null) {
      problems.add(Problem.at("/key", CoreProblem.SCHEMA_MISSING, "key"));
    }
    if (flow.title() == null) {
      problems.add(Problem.at("/title", CoreProblem.SCHEMA_MISSING, "title"));
    }
    return problems;
  }

  private static Problem problem(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown ->
          Problem.at(parent(unknown), CoreProblem.SCHEMA_UNKNOWN, unknown.getPropertyName());
      case InvalidTypeIdException kind when kind.getTypeId() != null ->
          Problem.at(pointer(kind), CoreProblem.SCHEMA_UNKNOWN, kind.getTypeId());
      case InvalidTypeIdException kind ->
          Problem.at(pointer(kind), DesignProblem.FLOW_KIND_MISSING);
      case JsonMappingException mapping
          when mapping.getCause() instanceof NotADelayException delay ->
          Problem.at(pointer(mapping), FlowProblem.FLOW_NOT_A_DELAY, delay.text());
      default -> JsonMistake.of(failure);
    };
  }

  private static String pointer(JsonMappingException failure) {
    return pointer(failure.getPath());
  }

  /** The object that has a property it should not have. */
  private static String parent(JsonMappingException failure) {
    var path = failure.getPath();
    return pointer(path.subList(0, Math.max(0, path.size() - 1)));
  }

  private static String pointer(List<JsonMappingException.Reference> path) {
    return path.stream()
        .map(
            step ->
                step.getFieldName() == null
                    ? "/" + step.getIndex()
                    : "/" + escaped(step.getFieldName()))
        .collect(Collectors.joining());
  }

  private static String escaped(String property) {
    return property.replace("~", "~0").replace("/", "~1");
  }
}
