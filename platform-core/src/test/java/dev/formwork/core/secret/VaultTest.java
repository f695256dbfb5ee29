package dev.formwork.core.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.problem.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VaultTest {

  private static final String OLD = "k1 " + "A".repeat(43) + "=";
  private static final String NEW = "k2 " + "B".repeat(42) + "A=";

  private static Vault vault(String... lines) {
    return new Vault(KeyRing.parse(List.of(lines)));
  }

  @Test
  void what_was_sealed_opens_again_in_its_place() {
    var vault = vault(OLD);
    var sealed = vault.seal("geheim 秘密", "row 1");
    assertThat(sealed).doesNotContain("geheim");
    assertThat(vault.open(sealed, "row 1")).isEqualTo("geheim 秘密");
    assertThat(vault.seal("geheim 秘密", "row 1")).isNotEqualTo(sealed);
  }

  @Test
  void put_in_another_place_or_changed_it_does_not_open() {
    var vault = vault(OLD);
    var sealed = vault.seal("secret", "row 1");
    assertThatThrownBy(() -> vault.open(sealed, "row 2")).isInstanceOf(IllegalStateException.class);
    int at = sealed.length() - 5;
    var changed =
        sealed.substring(0, at) + (sealed.charAt(at) == 'A' ? 'B' : 'A') + sealed.substring(at + 1);
    assertThatThrownBy(() -> vault.open(changed, "row 1"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_new_key_seals_and_the_old_one_still_opens() {
    var sealed = vault(OLD).seal("secret", "row");
    var rotated = vault(NEW, OLD);
    assertThat(rotated.open(sealed, "row")).isEqualTo("secret");
    assertThat(rotated.seal("secret", "row")).startsWith("k2.");
  }

  @Test
  void without_its_key_a_secret_says_which_key_is_missing() {
    var sealed = vault(OLD).seal("secret", "row");
    assertThatThrownBy(() -> vault(NEW).open(sealed, "row"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("k1");
  }

  @Test
  void the_first_start_makes_a_key_that_only_its_user_may_read(@TempDir Path folder)
      throws Exception {
    var file = folder.resolve("inside/keys");
    var sealed = new Vault(file.toString()).seal("secret", "row");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new Vault(file.toString()).open(sealed, "row")).isEqualTo("secret");
  }

  @Test
  void a_bad_line_is_named_without_being_shown(@TempDir Path folder) throws Exception {
    var file = Files.writeString(folder.resolve("keys"), OLD + "\nk0 c2hvcnQ=\n");
    assertThatThrownBy(() -> new Vault(file.toString()))
        .hasMessageContaining("Line 2")
        .hasMessageNotContaining("c2hvcnQ");
  }
}
