package dev.formwork.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.formwork.core.logging.RequestId;
import dev.formwork.core.problem.Messages;
import dev.formwork.core.problem.Refusal;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;

/** Errors as RFC 9457 problem documents, in the caller's language, all mistakes at once. */
public final class ProblemDocument {

  public static final String MEDIA_TYPE = "application/problem+json";

  private static final String TYPE = "urn:formwork:problem:";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ProblemDocument() {}

  /**
   * A refusal's document.
   *
   * @param detail the first mistake in words
   * @param instance the path of the request
   * @param requestId null: outside of a request
   * @param errors the first mistakes
   * @param moreErrors at least so many more; null: none
   */
  private record Refused(
      String type,
      String title,
      int status,
      String detail,
      String instance,
      @JsonInclude(JsonInclude.Include.NON_NULL) String requestId,
      List<ProblemAnswer> errors,
      @JsonInclude(JsonInclude.Include.NON_NULL) Integer moreErrors) {}

  /**
   * An unexpected failure's document; what went wrong stands in the log under its request id.
   *
   * @param trace the request id under its older name
   */
  private record Failed(String type, String title, int status, String requestId, String trace) {}

  public static Response response(Refusal refusal, String instance, Locale locale) {
    var response =
        Response.status(refusal.kind().status())
            .type(MediaType.valueOf(MEDIA_TYPE))
            .entity(json(refusal, instance, locale));
    return switch (refusal.kind()) {
      case NOT_SIGNED_IN -> response.header("WWW-Authenticate", "Bearer").build();
      case TOO_MANY -> response.header("Retry-After", "60").build();
      case UNAVAILABLE -> response.header("Retry-After", "5").build();
      default -> response.build();
    };
  }

  public static String json(Refusal refusal, String instance, Locale locale) {
    var kind = refusal.kind();
    var errors = ProblemAnswer.of(refusal.problems(), locale);
    var kindName = kind.name().toLowerCase(Locale.ROOT);
    return write(
        new Refused(
            TYPE + (errors.size() == 1 ? errors.getFirst().code() : kindName.replace('_', '-')),
            Messages.sentence(locale, "refusal." + kindName),
            kind.status(),
            errors.isEmpty() ? "" : errors.getFirst().message(),
            instance,
            RequestId.current().orElse(null),
            errors,
            refusal.more() == 0 ? null : refusal.more()));
  }

  /** The document of a failure that nobody foresaw. */
  static String internalError() {
    var id = RequestId.current().orElseGet(() -> RequestId.of(null));
    return write(new Failed(TYPE + "internal", "Internal error", 500, id, id));
  }

  private static String write(Record document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of texts can be written", e);
    }
  }
}
