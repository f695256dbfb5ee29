package dev.formwork.core.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.NameSuggestion;
import dev.formwork.core.problem.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why JSON could not be read as what was asked for, in words of whoever wrote it: the place, and
 * what may stand there; never how the reader is built.
 */
public final class JsonMistake {

  private JsonMistake() {}

  public static Problem of(JsonProcessingException failure) {
    return switch (failure) {
      case UnrecognizedPropertyException unknown -> unknownMember(unknown);
      case InvalidTypeIdException kind when kind.getTypeId() != null ->
          Problem.at(pointer(kind.getPath()), CoreProblem.SCHEMA_UNKNOWN, kind.getTypeId());
      case MismatchedInputException other -> otherType(other);
      case JsonMappingException mapping -> said(mapping);
      default -> malformed(failure);
    };
  }

  private static Problem malformed(JsonProcessingException failure) {
    var place = failure.getLocation();
    return Problem.at(
        "",
        CoreProblem.JSON_MALFORMED,
        place == null ? 1 : place.getLineNr(),
        place == null ? 1 : place.getColumnNr());
  }

  /** Told of the object that has it. */
  private static Problem unknownMember(UnrecognizedPropertyException unknown) {
    var name = unknown.getPropertyName();
    var path = unknown.getPath();
    var at = pointer(path.subList(0, Math.max(0, path.size() - 1)));
    var known = unknown.getKnownPropertyIds().stream().map(String::valueOf).sorted().toList();
    return NameSuggestion.nearest(name, known)
        .map(
            near ->
                Problem.at(
                    at, CoreProblem.JSON_UNKNOWN_MEMBER_NEAR, name, near, String.join(", ", known)))
        .orElseGet(
            () -> Problem.at(at, CoreProblem.JSON_UNKNOWN_MEMBER, name, String.join(", ", known)));
  }

  private static Problem otherType(MismatchedInputException other) {
    var at = pointer(other.getPath());
    var wanted = other.getTargetType();
    if (wanted == null) {
      return said(other);
    }
    if (wanted.isEnum()) {
      return notOneOf(other, wanted, at);
    }
    if (Number.class.isAssignableFrom(wanted) || wanted == int.class || wanted == long.class) {
      return Problem.at(at, CoreProblem.NUMBER_EXPECTED);
    }
    if (wanted == Boolean.class || wanted == boolean.class) {
      return Problem.at(at, CoreProblem.BOOLEAN_EXPECTED);
    }
    if (wanted == String.class) {
      return Problem.at(at, CoreProblem.TEXT_EXPECTED);
    }
    if (Collection.class.isAssignableFrom(wanted)) {
      return Problem.at(at, CoreProblem.LIST_EXPECTED);
    }
    return Map.class.isAssignableFrom(wanted) || wanted.isRecord()
        ? Problem.at(at, CoreProblem.OBJECT_EXPECTED)
        : said(other);
  }

  private static Problem notOneOf(MismatchedInputException other, Class<?> wanted, String at) {
    var names =
        Arrays.stream(wanted.getEnumConstants())
            .map(one -> DefinitionJson.mapper().convertValue(one, String.class))
            .collect(Collectors.joining(", "));
    return other instanceof com.fasterxml.jackson.databind.exc.InvalidFormatException written
        ? Problem.at(at, CoreProblem.JSON_NOT_ONE_OF, String.valueOf(written.getValue()), names)
        : Problem.at(at, CoreProblem.TEXT_EXPECTED);
  }

  /** What the type itself says of its value; the reader's own words are for programmers. */
  private static Problem said(JsonMappingException failure) {
    var at = pointer(failure.getPath());
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return Problem.at(at, CoreProblem.SCHEMA, cause.getMessage());
      }
    }
    return Problem.at(at, CoreProblem.JSON_UNREADABLE);
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
