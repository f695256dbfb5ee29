package dev.formwork.ui.supply;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./formwork sbom} and {@code ./formwork audit}. */
public final class SupplyCommand {

  private static final String LIST = "https://api.osv.dev";

  /** Exit codes of the audit: something is known; nobody could be asked. */
  private static final int FOUND = 1;

  private static final int UNVERIFIED = 3;

  private SupplyCommand() {}

  /**
   * @param arguments {@code sbom} or {@code audit}, the folder of the built application, its
   *     version, and what follows on the command line
   */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    System.exit(run(System.out, arguments));
  }

  static int run(PrintStream out, String... arguments) {
    try {
      var parts = new BuiltApplication(Path.of(arguments[1])).parts();
      var more = List.of(arguments).subList(3, arguments.length);
      return arguments[0].equals("sbom")
          ? bill(out, CycloneDx.text(arguments[2], parts), more)
          : audit(out, parts, more);
    } catch (IOException e) {
      out.println("What Formwork is made of could not be read: " + e.getMessage());
      return 2;
    }
  }

  private static int bill(PrintStream out, String text, List<String> more) throws IOException {
    if (more.isEmpty()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } else {
      Files.writeString(Path.of(more.getFirst()), text);
      out.println("Written to " + more.getFirst());
    }
    return 0;
  }

  private static int audit(PrintStream out, List<Part> parts, List<String> more) {
    var address = more.isEmpty() ? LIST : more.getFirst();
    try {
      var known = new VulnerabilityList(URI.create(address)).of(parts);
      known.forEach((part, ids) -> out.println(part + "  " + String.join(", ", ids)));
      out.println(
          known.isEmpty()
              ? "Nothing is known against any of %d parts (%s).".formatted(parts.size(), address)
              : "Something is known against %d of %d parts (%s)."
                  .formatted(known.size(), parts.size(), address));
      return known.isEmpty() ? 0 : FOUND;
    } catch (IOException | IllegalArgumentException e) {
      out.println(
          "Unverified: the list of vulnerabilities at %s could not be asked about %d parts (%s)."
              .formatted(address, parts.size(), e.getMessage()));
      return UNVERIFIED;
    }
  }
}
