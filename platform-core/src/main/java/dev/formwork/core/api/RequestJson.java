package dev.formwork.core.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.JsonMistake;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.NameSuggestion;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.json.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads JSON that programs send, more strictly than what was stored: no text is taken for a number
 * or for true, nothing is empty in a list, and there is an end to what one body may hold.
 */
final class RequestJson {

  /** A large form has some thousand; whoever sends more sends something else. */
  private static final int MAX_TOKENS = 200_000;

  private static final int MAX_DEPTH = 40;

  private static final int MAX_PROBLEMS = 100;

  private static final JsonMapper MAPPER = mapper();

  private static final Pattern TWICE = Pattern.compile("Duplicate [^'\"]*['\"](.*?)['\"]");

  /** An escape of NUL, or of half a character, in JSON. */
  private static final Pattern NO_TEXT =
      Pattern.compile(
          "(?<!\\\\)(?:\\\\\\\\)*+\\\\u(?:0000|[dD][89abAB][0-9a-fA-F]{2}(?!\\\\u[dD][c-fC-F])"
              + "|(?<!\\\\u[dD][89abAB][0-9a-fA-F]{2}\\\\u)[dD][c-fC-F][0-9a-fA-F]{2})");

  private RequestJson() {}

  private static JsonMapper mapper() {
    var limits =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(1_000_000)
            .maxNumberLength(100)
            .maxTokenCount(MAX_TOKENS)
            .build();
    var mapper =
        DefinitionJson.builder(limits)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .build();
    for (var type : List.of(LogicalType.Boolean, LogicalType.Integer, LogicalType.Float)) {
      mapper.coercionConfigFor(type).setCoercion(CoercionInputShape.String, CoercionAction.Fail);
      mapper
          .coercionConfigFor(type)
          .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    }
    for (var shape :
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)) {
      mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
    }
    mapper
        .coercionConfigFor(LogicalType.Boolean)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    return mapper;
  }

  /** JSON of any shape. */
  static JsonNode tree(String body) {
    if (body == null || body.isBlank()) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.JSON_MISSING);
    }
    requireText(body);
    try {
      return MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw malformed(e);
    } catch (NumberFormatException _) {
      throw Refusal.invalid(List.of(Problem.at("", CoreProblem.NUMBER_TOO_LARGE)));
    }
  }

  /** Fails when a text in it has a character that no text has here. */
  private static void requireText(String body) {
    Texts.problem(body)
        .ifPresent(
            problem -> {
              throw Refusal.of(Refusal.Kind.MALFORMED, problem);
            });
    var escape = NO_TEXT.matcher(body);
    if (body.contains("\\u") && escape.find()) {
      throw Refusal.of(
          Refusal.Kind.MALFORMED,
          escape.group().endsWith("0000") ? CoreProblem.TEXT_NUL : CoreProblem.TEXT_BROKEN);
    }
  }

  /** What is wrong with JSON that could not be read at all. */
  static Refusal malformed(JsonProcessingException failure) {
    if (failure instanceof StreamConstraintsException) {
      return Refusal.of(kind(failure), CoreProblem.JSON_TOO_MUCH, MAX_DEPTH, MAX_TOKENS);
    }
    var twice = TWICE.matcher(String.valueOf(failure.getOriginalMessage()));
    if (twice.find()) {
      return Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.JSON_TWICE, twice.group(1));
    }
    var place = failure.getLocation();
    return Refusal.of(
        Refusal.Kind.MALFORMED,
        CoreProblem.JSON_MALFORMED,
        place == null ? 1 : place.getLineNr(),
        place == null ? 1 : place.getColumnNr());
  }

  /** Too many values make sense each; what is too deep or too long is not read at all. */
  private static Refusal.Kind kind(JsonProcessingException failure) {
    return String.valueOf(failure.getOriginalMessage()).startsWith("Token count")
        ? Refusal.Kind.INVALID
        : Refusal.Kind.MALFORMED;
  }

  /**
   * JSON as this; fails as invalid when its shape is another.
   *
   * @param path where it stands in the body
   */
  static <T> T read(String path, JsonNode json, Class<T> type) {
    if (!json.isObject() && type.isRecord()) {
      throw Refusal.invalid(List.of(Problem.at(path, CoreProblem.OBJECT_EXPECTED)));
    }
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      var mistake = JsonMistake.of(e);
      throw Refusal.invalid(
          List.of(new Problem(path + mistake.path(), mistake.type(), mistake.arguments())));
    }
  }

  /**
   * Fails as invalid unless this is an object that has none but these members, each null or what it
   * is to be.
   */
  static JsonNode requireMembers(String path, JsonNode json, Map<String, MemberType> known) {
    if (!json.isObject()) {
      throw Refusal.invalid(List.of(Problem.at(path, CoreProblem.OBJECT_EXPECTED)));
    }
    var problems =
        json.properties().stream()
            .flatMap(member -> problem(path, member.getKey(), member.getValue(), known).stream())
            .limit(MAX_PROBLEMS)
            .toList();
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return json;
  }

  private static Optional<Problem> problem(
      String path, String name, JsonNode value, Map<String, MemberType> known) {
    var type = known.get(name);
    if (type != null) {
      return value.isNull() || type.fits(value)
          ? Optional.empty()
          : Optional.of(Problem.at(path + "/" + name, type.otherwise()));
    }
    var names = known.keySet().stream().sorted().toList();
    var all = String.join(", ", names);
    return Optional.of(
        NameSuggestion.nearest(name, names)
            .map(near -> Problem.at(path, CoreProblem.JSON_UNKNOWN_MEMBER_NEAR, name, near, all))
            .orElseGet(() -> Problem.at(path, CoreProblem.JSON_UNKNOWN_MEMBER, name, all)));
  }
}
