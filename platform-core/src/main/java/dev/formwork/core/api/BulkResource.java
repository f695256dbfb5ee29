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
    var json = RequestReader.json(body);
    var ids = ids(json.path("ids"));
    return RequestReader.form(forms, caller, app, form)
        .chain(compiled -> run(caller, compiled, ids, json))
        .map(outcomes -> DefinitionJson.write(Answer.of(outcomes, caller.locale())));
  }

  private static List<RecordId> ids(JsonNode array) {
    if (!array.isArray() || array.isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/ids", CoreProblem.LIST_EXPECTED)));
    }
    var ids = new ArrayList<RecordId>();
    array.forEach(one -> ids.add(new RecordId(RequestReader.id(one.asText()))));
    return ids;
  }

  private Uni<List<Outcome>> run(
      Caller caller, CompiledForm form, List<RecordId> ids, JsonNode wanted) {
    if (wanted.path("delete").asBoolean()) {
      return bulk.delete(caller, form, ids);
    }
    if (wanted.path("restore").asBoolean()) {
      return bulk.restore(caller, form, ids);
    }
    if (!wanted.path("change").isObject()) {
      throw Refusal.invalid(List.of(Problem.at("/change", CoreProblem.OBJECT_EXPECTED)));
    }
    return bulk.change(
        caller, form, ids, RequestReader.input(caller, form, wanted.path("change").toString()));
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
