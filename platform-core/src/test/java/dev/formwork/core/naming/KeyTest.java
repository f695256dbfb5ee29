package dev.formwork.core.naming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class KeyTest {

  @Test
  void a_key_that_is_free_is_taken_as_it_is() {
    assertThat(Key.free("amount", Set.of("name"))).isEqualTo("amount");
  }

  @Test
  void a_taken_key_gets_the_first_free_number() {
    assertThat(Key.free("amount", Set.of("amount", "amount_2"))).isEqualTo("amount_3");
  }

  @Test
  void a_name_that_every_record_has_is_never_given() {
    assertThat(Key.free("version", Set.of())).isEqualTo("version_field");
  }

  @Test
  void a_long_key_with_a_number_is_still_a_key() {
    var longest = "a".repeat(40);
    assertThat(Key.isValid(Key.free(longest, Set.of(longest)))).isTrue();
  }
}
