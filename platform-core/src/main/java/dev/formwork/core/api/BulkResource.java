package dev.formwork.core.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.BulkChanges;
import dev.formwork.core.record.BulkChanges.Outcome;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The same done to many records, each on its own. */
@Path("/api/v1/apps/{app}/forms/{form}/records:bulk")
@Produces(MediaType.APPLICATION_JSON)
public class BulkResource {

  record Body(List<String> ids, JsonNode change, Boolean delete, Boolean restore) {

    boolean deletes() {
      return Boolean.TRUE.equals(delete);
    }

    boolean restores() {
      return Boolean.TRUE.equals(restore);
    }
  }

  private final CompiledForms forms;
  private final BulkChanges bulk;

  BulkResource(CompiledForms forms, BulkChanges bulk) {
    this.forms = forms;
    this.bulk = bulk;
  }

  /**
   * {@code {"ids": […], "change": {"stage": "won"}}}, or {@code "delete": true} or {@code
   * "restore": true} in place of the change; answers what became of each.
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> bulk(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      String body) {
    var caller = RequestReader.caller(request);
    var wanted = RequestReader.read(body, Body.class);
    var ids = ids(wanted.ids);
    requireOne(wanted);
    return RequestReader.form(forms, caller, app, form)
        .chain(compiled -> run(caller, compiled, ids, wanted))
        .map(outcomes -> DefinitionJson.write(Answer.of(outcomes, caller.locale())));
  }

  private static List<RecordId> ids(List<String> written) {
    if (written == null || written.isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/ids", CoreProblem.LIST_EXPECTED)));
    }
    var ids = new ArrayList<RecordId>();
    for (int i = 0; i < written.size(); i++) {
      var path = "/ids/" + i;
      ids.add(
          RecordId.parse(written.get(i))
              .orElseThrow(
                  () -> Refusal.invalid(List.of(Problem.at(path, CoreProblem.ID_EXPECTED)))));
    }
    return ids;
  }

  /** Nobody is to lose records to a word that was not looked at. */
  private static void requireOne(Body wanted) {
    int deeds =
        (wanted.change == null ? 0 : 1) + (wanted.deletes() ? 1 : 0) + (wanted.restores() ? 1 : 0);
    if (deeds != 1) {
      throw Refusal.invalid(List.of(Problem.at("", CoreProblem.BULK_ONE_DEED)));
    }
  }

  private Uni<List<Outcome>> run(
      Caller caller, CompiledForm form, List<RecordId> ids, Body wanted) {
    if (wanted.deletes()) {
      return bulk.delete(caller, form, ids);
    }
    if (wanted.restores()) {
      return bulk.restore(caller, form, ids);
    }
    if (!wanted.change.isObject()) {
      throw Refusal.invalid(List.of(Problem.at("/change", CoreProblem.OBJECT_EXPECTED)));
    }
    return bulk.change(
        caller, form, ids, RequestReader.input(caller, form, wanted.change.toString()));
  }

  /**
   * What became of each record.
   *
   * @param refused those that stayed as they were
   */
  record Answer(long done, List<Refused> refused) {

    record Refused(RecordId id, List<ProblemAnswer> errors) {}

    static Answer of(List<Outcome> outcomes, Locale locale) {
      return new Answer(
          outcomes.stream().filter(Outcome::isDone).count(),
          outcomes.stream()
              .filter(one -> !one.isDone())
              .map(one -> new Refused(one.id(), ProblemAnswer.of(one.problems(), locale)))
              .toList());
    }
  }
}
