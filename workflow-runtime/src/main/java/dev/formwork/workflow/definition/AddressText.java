package dev.formwork.workflow.definition;

import java.util.regex.Pattern;

/** Addresses of steps that call outside, as a designer writes them: with expressions in braces. */
public final class AddressText {

  /** The scheme and the server, up to the path, the query or the end. */
  private static final Pattern SERVER = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://[^/?#{]+[/?#]");

  private static final String SECRET = "secret:";

  private AddressText() {}

  /** Whether values of records take part in saying which server is called. */
  public static boolean isServerOpen(String address) {
    int open = address.indexOf("{{");
    var server = SERVER.matcher(address);
    return open >= 0 && !(server.lookingAt() && server.end() <= open);
  }

  /** Whether a text has a secret that only some server is to get. */
  static boolean namesSecret(String text) {
    return text != null && text.contains(SECRET);
  }
}
