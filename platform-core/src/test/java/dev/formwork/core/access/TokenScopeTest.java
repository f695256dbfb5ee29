package dev.formwork.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.DefinitionJson;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TokenScopeTest {

  @Test
  void the_end_of_a_token_is_kept_beside_its_scope() {
    var scope =
        new TokenScope(List.of(), List.of("10.0.0.0/8"))
            .endingAt(OffsetDateTime.parse("2026-11-29T12:00:00Z"));
    assertThat(scope.isLimited()).isTrue();
    var json = DefinitionJson.write(scope);
    assertThat(json).isEqualTo("{\"addresses\":[\"10.0.0.0/8\"]}");
    assertThat(TokenScope.of(json)).isEqualTo(scope.endingAt(null));
    assertThat(TokenScope.of("{}")).isEqualTo(TokenScope.WHOLE);
    assertThat(TokenScope.WHOLE.isLimited()).isFalse();
  }
}
