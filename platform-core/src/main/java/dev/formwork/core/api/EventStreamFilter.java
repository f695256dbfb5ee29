package dev.formwork.core.api;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Checks a request for an event stream before the stream begins, because its status can no longer
 * change afterwards. Runs behind {@link TokenAuthenticationFilter}.
 */
class EventStreamFilter {

  private static final Pattern STREAM =
      Pattern.compile("/api/v1/apps/([^/]+)/forms/([^/]+)/events");

  private final CompiledForms forms;

  EventStreamFilter(CompiledForms forms) {
    this.forms = forms;
  }

  @ServerRequestFilter(nonBlocking = true, priority = Priorities.USER + 100)
  Uni<Response> requireForm(ContainerRequestContext request, HttpServerRequest connection) {
    var path = STREAM.matcher(RequestReader.path(request, connection));
    if (!path.matches()) {
      return Uni.createFrom().nullItem();
    }
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
