package dev.formwork.core.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RecordIdTest {

  private static final String TEXT = "018f3a5e-7c1d-7b2a-9c3d-1a2b3c4d5e6f";
  private static final RecordId ID = new RecordId(UUID.fromString(TEXT));

  private record Mention(RecordId record, int version) {}

  @Test
  void its_text_is_that_of_its_value() {
    assertThat(ID + " " + "%s".formatted(ID)).isEqualTo(TEXT + " " + TEXT);
  }

  @Test
  void json_names_it_by_its_text_alone() {
    assertThat(DefinitionJson.write(new Mention(ID, 2)))
        .isEqualTo("{\"record\":\"" + TEXT + "\",\"version\":2}");
    assertThat(DefinitionJson.write(List.of(ID))).isEqualTo("[\"" + TEXT + "\"]");
  }

  @Test
  void json_gives_back_what_was_written() throws JsonProcessingException {
    var written = DefinitionJson.write(new Mention(ID, 2));
    assertThat(DefinitionJson.mapper().readValue(written, Mention.class))
        .isEqualTo(new Mention(ID, 2));
    assertThat(DefinitionJson.mapper().readValue("{\"record\":null}", Mention.class).record())
        .isNull();
  }

  @Test
  void json_that_holds_no_id_is_refused_as_one() {
    assertThatThrownBy(
            () -> DefinitionJson.mapper().readValue("{\"record\":\"first\"}", Mention.class))
        .isInstanceOf(JsonProcessingException.class)
        .hasMessageContaining("UUID");
  }

  @Test
  void a_text_that_is_no_id_names_no_record() {
    assertThat(RecordId.parse(TEXT)).contains(ID);
    assertThat(RecordId.parse("first")).isEmpty();
    assertThat(RecordId.parse("")).isEmpty();
  }

  @Test
  void an_empty_column_is_no_id() {
    assertThat(RecordId.of(null)).isNull();
    assertThat(RecordId.valueOrNull(null)).isNull();
    assertThat(RecordId.valueOrNull(RecordId.of(ID.value()))).isEqualTo(ID.value());
    assertThatThrownBy(() -> new RecordId(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void an_id_made_later_sorts_behind() {
    var first = RecordId.generate();
    assertThat(RecordId.generate()).isGreaterThan(first);
  }

  @Test
  void a_statement_takes_many_in_their_order() {
    var other = new RecordId(new UUID(0, 1));
    assertThat(RecordId.values(List.of(ID, other))).containsExactly(ID.value(), other.value());
  }
}
