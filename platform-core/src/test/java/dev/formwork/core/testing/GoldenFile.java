package dev.formwork.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text beside the test under {@code src/test/resources} that an outcome is held against. {@code
 * -Dgolden.write=true} writes it anew, to be reviewed like code.
 */
public record GoldenFile(Class<?> beside, String name) {

  public String read() {
    try (var in = beside.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public void holds(String actual) {
    if (Boolean.getBoolean("golden.write")) {
      write(actual);
    } else {
      assertThat(actual).isEqualTo(read());
    }
  }

  private void write(String text) {
    var folder = beside.getPackageName().replace('.', '/');
    try {
      Files.writeString(Path.of("src/test/resources", folder, name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
