package dev.formwork.ui.supply;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Something that is shipped and was made by others.
 *
 * @param group nullable
 * @param sha256 of its file in hexadecimal; null: it has none of its own
 */
record Part(Kind kind, String group, String name, String version, String sha256) {

  /** Where it comes from, which says how it is named. */
  enum Kind {
    MAVEN("maven", "library"),
    NPM("npm", "library"),
    POSTGRESQL("generic", "application");

    private final String purl;
    private final String type;

    Kind(String purl, String type) {
      this.purl = purl;
      this.type = type;
    }

    /** The word of CycloneDX. */
    String type() {
      return type;
    }
  }

  /** Its name everywhere (package URL). */
  String purl() {
    return "pkg:"
        + kind.purl
        + "/"
        + (group == null ? "" : encoded(group) + "/")
        + encoded(name)
        + "@"
        + encoded(version);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%3A", ":");
  }
}
