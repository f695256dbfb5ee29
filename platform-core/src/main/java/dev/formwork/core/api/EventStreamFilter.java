package dev.formwork.core.api;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Checks a request for an event stream before the stream begins, because its status can no longer
 * change afterwards. Runs behind {@link TokenAuthenticationFilter}.
 */
class EventStreamFilter {

  private static final Pattern STREAM =
      Pattern.compile("/api/v1/apps/([^/]+)/forms/([^/]+)/events");

  private static final String TASKS = "/api/v1/tasks/events";

  /** Of one member at once, by whatever tokens; each is told of every change. */
  private static final int MOST = 20;

  private final Map<MemberId, Integer> open = new ConcurrentHashMap<>();

  private final CompiledForms forms;

  EventStreamFilter(CompiledForms forms) {
    this.forms = forms;
  }

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.USER + 100)
  Uni<Response> requireForm(
      ContainerRequestContext request, HttpServerRequest connection, RoutingContext routing) {
    var address = RequestReader.path(request, connection);
    var path = STREAM.matcher(address);
    if (path.matches()) {
      return requireForm(request, path)
          .map(refused -> refused == null ? begin(request, routing) : refused);
    }
    return Uni.createFrom().item(address.equals(TASKS) ? begin(request, routing) : null);
  }

  /** Counts the stream until its connection ends; a refusal when there are too many. */
  private Response begin(ContainerRequestContext request, RoutingContext routing) {
    var member = RequestReader.caller(request).memberId();
    if (open.merge(member, 1, Integer::sum) > MOST) {
      end(member);
      return ProblemDocument.response(
          Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.TOO_MANY_STREAMS, MOST),
          request.getUriInfo().getPath(),
          RequestReader.locale(request));
    }
    routing.addEndHandler(_ -> end(member));
    return null;
  }

  private void end(MemberId member) {
    open.computeIfPresent(member, (_, count) -> count == 1 ? null : count - 1);
  }

  private Uni<Response> requireForm(ContainerRequestContext request, Matcher path) {
    var caller = RequestReader.caller(request);
    var app = AppKey.parse(path.group(1));
    var form = FormKey.parse(path.group(2));
    var found =
        app.isPresent() && form.isPresent()
            ? RequestReader.readable(forms, caller, app.get(), form.get())
            : Uni.createFrom().<CompiledForm>failure(notFound(path.group(1), path.group(2)));
    return found
        .replaceWith((Response) null)
        .onFailure(Refusal.class)
        .recoverWithItem(
            refusal ->
                ProblemDocument.response(
                    refusal, request.getUriInfo().getPath(), RequestReader.locale(request)));
  }

  private static Refusal notFound(String app, String form) {
    return Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.FORM_NOT_FOUND, app, form);
  }
}
