package dev.formwork.core.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.formwork.core.database.DatabaseTrouble;
import dev.formwork.core.database.RetryingTransactions;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps exceptions of endpoints to problem documents (RFC 9457). An unexpected failure is logged and
 * answered with the request id, never with a stack trace.
 */
class ExceptionMappers {

  private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";
  private static final String UNTRANSLATABLE_CHARACTER = "22P05";

  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  private static final AtomicLong TROUBLE_TOLD_AT =
      new AtomicLong(System.nanoTime() - TELL_EVERY.toNanos());

  private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

  @ServerExceptionMapper
  Response refused(Refusal refusal, ContainerRequestContext request) {
    return answer(refusal, request);
  }

  @ServerExceptionMapper
  Response malformed(JsonProcessingException failure, ContainerRequestContext request) {
    return answer(RequestJson.malformed(failure), request);
  }

  /** The server would have an answer of its own to these. */
  @ServerExceptionMapper
  Response mismatched(MismatchedInputException failure, ContainerRequestContext request) {
    return malformed(failure, request);
  }

  /** As the service would have answered that was to look for it. */
  @ServerExceptionMapper
  Response noSuchKey(KeyConverters.NoSuchKeyException failure, ContainerRequestContext request) {
    var path = request.getUriInfo().getPathParameters();
    var app = path.getFirst("app");
    var form = path.getFirst("form");
    return answer(
        form == null
            ? Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app)
            : Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, form),
        request);
  }

  @ServerExceptionMapper
  Response noSuchRecord(
      KeyConverters.NoSuchRecordException failure, ContainerRequestContext request) {
    return answer(
        Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.RECORD_NOT_FOUND, failure.getMessage()),
        request);
  }

  @ServerExceptionMapper
  Response refusedByServer(WebApplicationException failure, ContainerRequestContext request) {
    int status = failure.getResponse().getStatus();
    return switch (status) {
      case 404 -> answer(Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_PATH), request);
      case 413 -> answer(Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.BODY_TOO_LARGE), request);
      case 405 ->
          allowing(
              answer(Refusal.of(Refusal.Kind.METHOD, CoreProblem.METHOD_UNKNOWN), request),
              failure.getResponse());
      case 406 ->
          answer(Refusal.of(Refusal.Kind.NOT_ACCEPTABLE, CoreProblem.NOT_ACCEPTABLE), request);
      case 415 -> answer(Refusal.of(Refusal.Kind.UNSUPPORTED, CoreProblem.MEDIA_TYPE), request);
      case 400 ->
          answer(Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.REQUEST_MALFORMED), request);
      default -> failure.getResponse();
    };
  }

  /** With what may be done instead. */
  private static Response allowing(Response answer, Response original) {
    var allowed = original.getHeaderString("Allow");
    return allowed == null
        ? answer
        : Response.fromResponse(answer).header("Allow", allowed).build();
  }

  @ServerExceptionMapper
  Response broken(Throwable failure, ContainerRequestContext request) {
    if (RetryingTransactions.mayBeginAgain(failure)) {
      LOG.warnf(
          "Request %s %s gave up: others kept changing the same records: %s",
          request.getMethod(), request.getUriInfo().getPath(), failure.getMessage());
      return answer(Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.RECORDS_BUSY), request);
    }
    var trouble = DatabaseTrouble.of(failure);
    if (trouble.isPresent()) {
      return troubled(trouble.get(), failure, request);
    }
    if (isNotStorable(failure)) {
      return answer(Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.TEXT_NUL), request);
    }
    LOG.errorf(
        failure, "Request %s %s failed", request.getMethod(), request.getUriInfo().getPath());
    return Response.serverError()
        .type(ProblemDocument.MEDIA_TYPE)
        .entity(ProblemDocument.internalError())
        .build();
  }

  /** One line of the log every few seconds, however many requests there are meanwhile. */
  private static Response troubled(
      DatabaseTrouble trouble, Throwable failure, ContainerRequestContext request) {
    long now = System.nanoTime();
    long told = TROUBLE_TOLD_AT.get();
    if (now - told > TELL_EVERY.toNanos() && TROUBLE_TOLD_AT.compareAndSet(told, now)) {
      LOG.warnf("Requests cannot be served, PostgreSQL is %s: %s", trouble.words(), failure);
    }
    return answer(trouble.refusal(), request);
  }

  /** PostgreSQL takes no text with the character NUL. */
  private static boolean isNotStorable(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      var state =
          switch (cause) {
            case PgException postgres -> postgres.getSqlState();
            case SQLException other -> other.getSQLState();
            default -> null;
          };
      if (CHARACTER_NOT_IN_REPERTOIRE.equals(state) || UNTRANSLATABLE_CHARACTER.equals(state)) {
        return true;
      }
    }
    return false;
  }

  private static Response answer(Refusal refusal, ContainerRequestContext request) {
    return ProblemDocument.response(
        refusal, request.getUriInfo().getPath(), RequestReader.locale(request));
  }
}
