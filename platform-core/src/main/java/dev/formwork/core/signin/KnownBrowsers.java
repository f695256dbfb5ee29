package dev.formwork.core.signin;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.secret.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Browsers from which somebody signed in before, by a cookie that we signed: their wrong tries are
 * counted apart, so that nobody keeps a member out by guessing elsewhere. The cookie opens nothing.
 */
@ApplicationScoped
public class KnownBrowsers {

  private static final String PURPOSE = "browser";

  /** Between the id of the browser and the signatures of its members. */
  private static final String SEPARATOR = "~";

  private static final int MAX_MEMBERS = 5;

  private final Signatures signatures;

  KnownBrowsers(Signatures signatures) {
    this.signatures = signatures;
  }

  /**
   * The browser's id, if this member signed in from it.
   *
   * @param cookie nullable
   */
  Optional<String> of(MemberId member, String cookie) {
    var parts = parts(cookie);
    return parts.stream()
        .skip(1)
        .filter(part -> signatures.isOurs(PURPOSE, text(parts.getFirst(), member), part))
        .findFirst()
        .map(_ -> parts.getFirst());
  }

  /**
   * What the browser is to keep once a member signed in.
   *
   * @param cookie what it kept so far; nullable
   */
  public String with(MemberId member, String cookie) {
    var parts = new ArrayList<>(parts(cookie));
    if (parts.isEmpty()) {
      parts.add(UUID.randomUUID().toString());
    }
    var browser = parts.getFirst();
    parts.removeIf(part -> signatures.isOurs(PURPOSE, text(browser, member), part));
    parts.add(1, signatures.sign(PURPOSE, text(browser, member)));
    return String.join(SEPARATOR, parts.subList(0, Math.min(parts.size(), MAX_MEMBERS + 1)));
  }

  private static List<String> parts(String cookie) {
    return cookie != null
            && cookie.matches("[0-9a-f-]{36}(~[A-Za-z0-9-]{1,40}\\.[0-9a-f]{64}){0,9}")
        ? Arrays.asList(cookie.split(SEPARATOR))
        : List.of();
  }

  private static String text(String browser, MemberId member) {
    return browser + " " + member;
  }
}
