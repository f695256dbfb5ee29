package dev.formwork.core.field;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field is flat in JSON ({@code {"type": "text", "key": "name", "maxLength": 80}}) and a head
 * with settings in Java. This module lifts the head out on the way in and puts it back on the way
 * out.
 */
public final class FieldJsonModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  private static final Set<String> HEAD =
      Stream.concat(
              Arrays.stream(FieldHead.class.getRecordComponents())
                  .map(component -> component.getName())
                  .filter(name -> !name.equals("defaultExpression")),
              Stream.of("default"))
          .collect(Collectors.toUnmodifiableSet());

  public FieldJsonModule() {
    super("formwork-field");
    addSerializer(new FieldSerializer());
    addDeserializer(Field.class, new FieldDeserializer());
  }

  private static JsonMapper plain(FieldJsonModule nested) {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .addModule(nested)
        .build();
  }

  /**
   * Maps a field's own record as Jackson would; nested fields (of a subform) go through this module
   * again.
   */
  private static JsonMapper settingsMapper() {
    return SettingsMapper.INSTANCE;
  }

  private static final class SettingsMapper {
    private static final JsonMapper INSTANCE = plain(new FieldJsonModule());
  }

  private static final class FieldSerializer extends StdSerializer<Field> {
    private static final long serialVersionUID = 1L;

    FieldSerializer() {
      super(Field.class);
    }

    @Override
    public void serialize(Field field, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      ObjectNode flat =
          json.getCodec() instanceof JsonMapper mapper
              ? mapper.createObjectNode()
              : settingsMapper().createObjectNode();
      flat.put("type", field.type().json());
      flat.setAll((ObjectNode) settingsMapper().valueToTree(field.head()));
      for (var component : field.getClass().getRecordComponents()) {
        if (!component.getName().equals("head")) {
          var value = settingsMapper().valueToTree(read(field, component));
          if (!isDefault(value)) {
            flat.set(component.getName(), value);
          }
        }
      }
      json.writeTree(flat);
    }

    private static Object read(Field field, java.lang.reflect.RecordComponent component) {
      try {
        return component.getAccessor().invoke(field);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("A record's accessors can be called", e);
      }
    }

    private static boolean isDefault(com.fasterxml.jackson.databind.JsonNode value) {
      return value == null
          || value.isNull()
          || value.isContainerNode() && value.isEmpty()
          || value.isBoolean() && !value.booleanValue();
    }
  }

  private static final class FieldDeserializer extends StdDeserializer<Field> {
    private static final long serialVersionUID = 1L;

    FieldDeserializer() {
      super(Field.class);
    }

    @Override
    public Field deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      if (!(context.readTree(parser) instanceof ObjectNode flat)) {
        throw JsonMappingException.from(parser, "A field is a JSON object");
      }
      var type = FieldType.named(flat.path("type").asText());
      if (type.isEmpty()) {
        throw JsonMappingException.from(parser, "Unknown field type " + flat.path("type"));
      }
      return fromFlat(flat.deepCopy(), type.get());
    }

    private static Field fromFlat(ObjectNode settings, FieldType type)
        throws JsonProcessingException {
      settings.remove("type");
      var head = settings.objectNode();
      HEAD.forEach(
          name -> {
            var value = settings.remove(name);
            if (value != null) {
              head.set(name, value);
            }
          });
      settings.set("head", head);
      return settingsMapper().treeToValue(settings, type.settings());
    }
  }
}
