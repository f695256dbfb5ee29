package dev.formwork.core.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.definition.DefinitionJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemberIdTest {

  private static final UUID VALUE = UUID.fromString("0198a5c2-7b11-7000-8000-00000000a001");

  /** A member and a plain id beside them, to compare how both are read and written. */
  record Typed(MemberId id, List<MemberId> more) {}

  record Plain(UUID id, List<UUID> more) {}

  private static <T> T read(String json, Class<T> type) throws JsonProcessingException {
    return DefinitionJson.read(DefinitionJson.tree(json), type);
  }

  @Test
  void its_text_is_that_of_the_uuid() {
    assertThat(new MemberId(VALUE)).hasToString(VALUE.toString());
  }

  @Test
  void nobody_stays_nobody() {
    assertThat(MemberId.of(null)).isNull();
    assertThat(MemberId.valueOrNull(null)).isNull();
    assertThat(MemberId.valueOrNull(MemberId.of(VALUE))).isEqualTo(VALUE);
  }

  @Test
  void ids_are_in_the_order_of_their_uuids() {
    var other = new UUID(1, 1);
    assertThat(new MemberId(VALUE).compareTo(new MemberId(other)))
        .isEqualTo(VALUE.compareTo(other));
  }

  @Test
  void json_has_a_plain_text() throws JsonProcessingException {
    var typed = new Typed(new MemberId(VALUE), List.of(new MemberId(VALUE)));
    var json = DefinitionJson.write(typed);
    assertThat(json).isEqualTo(DefinitionJson.write(new Plain(VALUE, List.of(VALUE))));
    assertThat(read(json, Typed.class)).isEqualTo(typed);
    JsonNode tree = DefinitionJson.mapper().valueToTree(typed);
    assertThat(tree.get("id").isTextual()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"id\": null}", "{\"id\": \"\"}", "{}", "{\"more\": [null]}"})
  void nothing_is_read_as_it_is_of_a_plain_id(String json) throws JsonProcessingException {
    var plain = read(json, Plain.class);
    var typed = read(json, Typed.class);
    assertThat(typed.id()).isEqualTo(MemberId.of(plain.id()));
    assertThat(typed.more() == null).isEqualTo(plain.more() == null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\": \"me\"}", "{\"id\": 5}", "{\"id\": true}", "{\"more\": [\"me\"]}"})
  void what_is_no_id_is_refused_in_the_same_words(String json) {
    assertThatThrownBy(() -> read(json, Typed.class))
        .isInstanceOfSatisfying(
            JsonProcessingException.class,
            refused ->
                assertThatThrownBy(() -> read(json, Plain.class))
                    .isInstanceOfSatisfying(
                        JsonProcessingException.class,
                        plain ->
                            assertThat(refused.getOriginalMessage())
                                .isEqualTo(plain.getOriginalMessage())));
  }
}
