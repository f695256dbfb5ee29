package dev.formwork.core.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.query.Aggregation;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures over the records of a form. */
@Path("/api/v1/apps/{app}/forms/{form}/records:aggregate")
@Produces(MediaType.APPLICATION_JSON)
public class AggregateResource {

  /**
   * {@code {"filter": …, "groupBy": ["stage"], "measures": [{"aggregate": "sum", "field":
   * "amount"}]}}.
   */
  private record Body(String filter, String search, List<String> groupBy, List<Measure> measures) {
    record Measure(String aggregate, String field) {}
  }

  private final CompiledForms forms;
  private final RecordQueries queries;

  AggregateResource(CompiledForms forms, RecordQueries queries) {
    this.forms = forms;
    this.queries = queries;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Uni<String> aggregate(
      @Context ContainerRequestContext request,
      @PathParam("app") AppKey app,
      @PathParam("form") FormKey form,
      String body) {
    var caller = RequestReader.caller(request);
    var wanted = aggregation(body);
    return forms
        .form(caller.workspace(), app, form)
        .chain(compiled -> queries.aggregate(caller, compiled, wanted))
        .map(groups -> json(wanted, groups));
  }

  private static Aggregation aggregation(String body) {
    try {
      var read = DefinitionJson.read(RequestReader.json(body), Body.class);
      var measures = read.measures == null ? List.<Body.Measure>of() : read.measures;
      return new Aggregation(
          read.filter,
          read.search,
          read.groupBy == null ? List.of() : read.groupBy,
          measures.stream()
              .map(one -> new Aggregation.Measure(named(one.aggregate), one.field))
              .toList());
    } catch (JsonProcessingException e) {
      throw Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_AGGREGATION);
    }
  }

  private static AggregateOperator named(String name) {
    return Arrays.stream(AggregateOperator.values())
        .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.BAD_AGGREGATION));
  }

  private static String json(Aggregation wanted, List<Aggregation.Group> groups) {
    return RecordJsonWriter.text(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("groups");
          for (var group : groups) {
            json.writeStartObject();
            for (int i = 0; i < wanted.groupBy().size(); i++) {
              json.writeStringField(wanted.groupBy().get(i), group.keys().get(i));
            }
            json.writeArrayFieldStart("figures");
            for (var figure : group.figures()) {
              json.writeNumber(figure);
            }
            json.writeEndArray();
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }
}
