package dev.formwork.core.secret;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The keys that secrets are sealed with: the first seals, each opens what it sealed.
 *
 * @param keys the newest first; never empty
 */
record KeyRing(List<Key> keys) {

  /** 256 bits, for AES. */
  static final int KEY_BYTES = 32;

  KeyRing {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("There is no key in it");
    }
  }

  /** A key and the name that what it sealed carries. */
  record Key(String id, byte[] bytes) {}

  Key newest() {
    return keys.getFirst();
  }

  Optional<Key> named(String id) {
    return keys.stream().filter(key -> key.id.equals(id)).findFirst();
  }

  /**
   * From the lines of a key file: a name, a space, 32 bytes in Base64; the newest first.
   *
   * @throws IllegalArgumentException naming the line that is no key
   */
  static KeyRing parse(List<String> lines) {
    var keys = new ArrayList<Key>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        keys.add(key(line, i + 1));
      }
    }
    return new KeyRing(keys);
  }

  private static Key key(String line, int number) {
    var parts = line.split("\\s+");
    try {
      var bytes = Base64.getDecoder().decode(parts.length == 2 ? parts[1] : "");
      if (bytes.length == KEY_BYTES && parts[0].matches("[A-Za-z0-9-]{1,40}")) {
        return new Key(parts[0], bytes);
      }
    } catch (IllegalArgumentException _) {
      // Said below, without the text: it may be most of a key.
    }
    throw new IllegalArgumentException(
        "Line " + number + " is not a name, a space and 32 bytes in Base64");
  }
}
