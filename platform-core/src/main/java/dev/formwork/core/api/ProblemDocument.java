package dev.formwork.core.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Refusal;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;

/** Errors as RFC 9457 problem documents, in the caller's language, all mistakes at once. */
public final class ProblemDocument {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProblemDocument() {}

  public static Response response(Refusal refusal, String instance, Locale locale) {
    var response =
        Response.status(refusal.kind().status())
            .type(MediaType.valueOf(MEDIA_TYPE))
            .entity(json(refusal, instance, locale));
    return switch (refusal.kind()) {
      case NOT_SIGNED_IN -> response.header("WWW-Authenticate", "Bearer").build();
      case TOO_MANY -> response.header("Retry-After", "60").build();
      default -> response.build();
    };
  }

  public static String json(Refusal refusal, String instance, Locale locale) {
    var kind = refusal.kind();
    var document = JSON.createObjectNode();
    var code = refusal.problems().isEmpty() ? "unknown" : refusal.problems().getFirst().code();
    document.put(
        "type",
        "urn:formwork:problem:"
            + (refusal.problems().size() == 1
                ? code
                : kind.name().toLowerCase(Locale.ROOT).replace('_', '-')));
    document.put(
        "title", Messages.sentence(locale, "refusal." + kind.name().toLowerCase(Locale.ROOT)));
    document.put("status", kind.status());
    document.put(
        "detail",
        refusal.problems().isEmpty() ? "" : refusal.problems().getFirst().message(locale));
    document.put("instance", instance);
    var errors = document.putArray("errors");
    refusal
        .problems()
        .forEach(
            problem ->
                errors
                    .addObject()
                    .put("path", problem.path())
                    .put("code", problem.code())
                    .put("message", problem.message(locale)));
    return document.toString();
  }
}
