package dev.formwork.core.definition;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.formwork.core.field.FieldJsonModule;

/**
 * Definitions to JSON and back, strictly: an unknown or repeated property is refused, never
 * dropped.
 */
public final class DefinitionJson {

  /** Depth and length of what we read from outside: a definition nests a handful of levels. */
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(40)
          .maxStringLength(1_000_000)
          .maxNumberLength(100)
          .build();

  private static final JsonMapper MAPPER = builder(LIMITS).build();

  private DefinitionJson() {}

  /** A reader and writer of the same JSON with limits of its own. */
  public static JsonMapper.Builder builder(StreamReadConstraints limits) {
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .addModule(new JavaTimeModule())
        .addModule(new FieldJsonModule());
  }

  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** Reads JSON text of any shape; the caller validates it. */
  public static JsonNode tree(String json) throws JsonProcessingException {
    return MAPPER.readTree(json);
  }

  public static <T> T read(JsonNode json, Class<T> type) throws JsonProcessingException {
    return MAPPER.treeToValue(json, type);
  }

  public static String write(Object definition) {
    try {
      return MAPPER.writeValueAsString(definition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A definition that exists can be written", e);
    }
  }
}
