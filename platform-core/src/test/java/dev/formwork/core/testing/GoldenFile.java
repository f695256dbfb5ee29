package dev.formwork.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Text that is reviewed like code: {@code src/test/resources/golden}. A wanted change is written
 * with {@code -Dformwork.write-golden=true}, and the difference goes into the commit.
 */
public final class GoldenFile {

  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  private GoldenFile() {}

  /** The text is what the file of the module under test says. */
  public static void holds(String name, String text) {
    var file = FOLDER.resolve(name);
    try {
      if (Boolean.getBoolean("formwork.write-golden")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, text);
      }
      assertThat(text).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
