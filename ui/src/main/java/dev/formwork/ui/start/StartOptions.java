package dev.formwork.ui.start;

import java.nio.file.Path;

/**
 * The command-line options.
 *
 * @param data folder of the embedded database
 * @param database an external server; null: embedded
 */
public record StartOptions(int port, Path data, DatabaseAddress database) {

  /** Ends the program with a sentence when an option is not understood. */
  public static StartOptions of(String[] arguments) {
    int port = 8080;
    var data = Path.of("data");
    DatabaseAddress database = null;
    for (int i = 0; i < arguments.length; i += 2) {
      var value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (arguments[i]) {
        case "--port" -> port = port(value);
        case "--data" -> data = Path.of(value);
        case "--database" -> database = DatabaseAddress.parse(value);
        default ->
            throw stop(
                "Unknown option " + arguments[i] + ". There are --port, --data and --database.");
      }
    }
    return new StartOptions(port, data.toAbsolutePath().normalize(), database);
  }

  private static int port(String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
      throw stop("--port takes a number up to 65535, not " + text + ".");
    }
    return Integer.parseInt(text);
  }

  static IllegalStateException stop(String sentence) {
    DataFolder.say(sentence);
    Runtime.getRuntime().halt(2);
    return new IllegalStateException(sentence);
  }
}
