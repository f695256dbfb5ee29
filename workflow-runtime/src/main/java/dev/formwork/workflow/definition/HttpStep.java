package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.workflow.problem.FlowProblem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Calls a server outside, as often as it takes, under one idempotency key.
 *
 * @param url a template
 * @param headers templates by name; a value {@code secret:name} is kept sealed
 * @param body a template; nullable
 * @param into variables by the place in the answer (JSON pointer)
 */
public record HttpStep(
    String key,
    Title title,
    String method,
    String url,
    Map<String, String> headers,
    String body,
    Map<String, String> into)
    implements ExternalStep {

  /** How a server can be called. */
  public static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  public HttpStep {
    method = method == null ? "POST" : method.toUpperCase(Locale.ROOT);
    headers = headers == null ? Map.of() : Map.copyOf(headers);
    into = into == null ? Map.of() : Map.copyOf(into);
  }

  static HttpStep usual(String key, FlowSurroundings surroundings) {
    return new HttpStep(key, null, "POST", "https://", Map.of(), null, Map.of());
  }

  static void describe(ObjectSchema schema) {
    schema
        .describe("Calls a server outside.")
        .required("url")
        .property("method", ObjectSchema.words(METHODS))
        .template("url")
        .map("headers", ObjectSchema.reference("template"))
        .saying("A value secret:name is kept sealed.")
        .template("body")
        .map("into", ObjectSchema.text(400))
        .saying("Variables by the place in the answer, as JSON pointers.");
  }

  @Override
  public StepType type() {
    return StepType.HTTP;
  }

  @Override
  public HttpStep withKeys(UnaryOperator<String> keys) {
    return new HttpStep(keys.apply(key), title, method, url, headers, body, into);
  }

  @Override
  public void check(StepChecks checks) {
    checks.template("url", url);
    headers.forEach((name, text) -> checks.template("headers/" + name, text));
    if (body != null) {
      checks.template("body", body);
    }
    into.keySet().forEach(variable -> checks.variable("into/" + variable, variable, null));
    if (!METHODS.contains(method)) {
      checks.problem("method", CoreProblem.OUTBOUND_METHOD, method);
    }
    if (leaksSecrets()) {
      checks.unsafe("url", FlowProblem.FLOW_SERVER_OPEN);
    }
    if (url != null && !url.contains("{{") && !url.startsWith("secret:") && !isAddress(url)) {
      checks.problem("url", CoreProblem.OUTBOUND_ADDRESS, url);
    }
  }

  /** Whether a secret would go to whichever server the values of a record name. */
  public boolean leaksSecrets() {
    return url != null
        && AddressText.isServerOpen(url)
        && (AddressText.namesSecret(url)
            || headers.values().stream().anyMatch(AddressText::namesSecret));
  }

  private static boolean isAddress(String text) {
    try {
      URI.create(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Override
  public StepShape shape() {
    return StepShape.SERVICE_TASK;
  }

  @Override
  public Step documented() {
    var withoutQuery = url == null ? null : url.replaceFirst("\\?.*", "");
    return new HttpStep(key, title, method, withoutQuery, Map.of(), body, into);
  }

  @Override
  public String sentence(SentenceContext names) {
    return url == null ? "" : method + " " + url;
  }
}
