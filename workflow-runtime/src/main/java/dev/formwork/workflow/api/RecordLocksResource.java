package dev.formwork.workflow.api;

import dev.formwork.core.access.Caller;
import dev.formwork.core.api.MemberType;
import dev.formwork.core.api.RequestReader;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.workflow.lock.RecordLocks;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What flows lock of a record, and unlocking it. */
@Path("/api/v1/apps/{app}/forms/{form}/records/{id}")
@Produces(MediaType.APPLICATION_JSON)
public class RecordLocksResource {

  private final CompiledForms forms;
  private final RecordLocks locks;

  RecordLocksResource(CompiledForms forms, RecordLocks locks) {
    this.forms = forms;
    this.locks = locks;
  }

  /** A run that locks it. */
  record LockAnswer(UUID instance, String flow, String title, String step) {

    static LockAnswer of(RecordLocks.Lock lock, Locale locale) {
      return new LockAnswer(
          lock.instance(),
          lock.flow(),
          lock.flowTitle().in(locale),
          lock.step() == null ? null : lock.step().in(locale));
    }
  }

  /** An unlock that holds. */
  record UnlockAnswer(String at, MemberId by, String reason) {}

  /** What is locked to the caller. */
  record StateAnswer(
      boolean locked, List<LockAnswer> locks, Set<String> fields, UnlockAnswer unlock) {

    static StateAnswer of(RecordLocks.State state, Locale locale) {
      var unlock = state.unlock();
      return new StateAnswer(
          state.isLocked(),
          state.locks().stream().map(lock -> LockAnswer.of(lock, locale)).toList(),
          state.fields(),
          unlock == null
              ? null
              : new UnlockAnswer(IsoDates.utc(unlock.at()), unlock.by(), unlock.reason()));
    }
  }

  @GET
  @Path("/locks")
  public Uni<String> read(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") String id) {
    var caller = RequestReader.caller(request);
    return form(caller, app, form)
        .chain(compiled -> locks.of(caller, compiled, new RecordId(PathIds.of(id))))
        .map(state -> json(state, caller));
  }

  /** For administrators: {@code {"reason": "…"}} opens it to whoever may change it otherwise. */
  @POST
  @Path("/unlock")
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> unlock(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") String id,
      String body) {
    var caller = RequestReader.caller(request);
    var reason =
        RequestReader.object(body, Map.of("reason", MemberType.TEXT)).path("reason").asText("");
    return form(caller, app, form)
        .chain(compiled -> locks.unlock(caller, compiled, new RecordId(PathIds.of(id)), reason))
        .map(state -> json(state, caller));
  }

  /** For administrators: locks it again. */
  @DELETE
  @Path("/unlock")
  public Uni<String> lock(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      @PathParam("id") String id) {
    var caller = RequestReader.caller(request);
    return form(caller, app, form)
        .chain(compiled -> locks.lock(caller, compiled, new RecordId(PathIds.of(id))))
        .map(state -> json(state, caller));
  }

  private Uni<CompiledForm> form(Caller caller, AppKey app, FormKey form) {
    return forms.form(caller.workspace(), app, form);
  }

  private static String json(RecordLocks.State state, Caller caller) {
    return DefinitionJson.write(StateAnswer.of(state, caller.locale()));
  }
}
