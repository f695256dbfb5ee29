package dev.formwork.core.secret;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Signatures with keys that are no secret. */
public final class TestSignatures {

  private TestSignatures() {}

  /**
   * @param keys names, the newest first; each stands for a key of its own
   */
  public static Signatures of(String... keys) {
    return new Signatures(
        new Vault(new KeyRing(Arrays.stream(keys).map(TestSignatures::key).toList())));
  }

  private static KeyRing.Key key(String name) {
    return new KeyRing.Key(
        name, Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), KeyRing.KEY_BYTES));
  }
}
