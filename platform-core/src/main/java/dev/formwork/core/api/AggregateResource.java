package dev.formwork.core.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.query.AggregateOperator;
import dev.formwork.core.record.query.Aggregation;
import dev.formwork.core.record.query.CalendarUnit;
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
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Figures over the records of a form. */
@Path("/api/v1/apps/{app}/forms/{form}/records:aggregate")
@Produces(MediaType.APPLICATION_JSON)
public class AggregateResource {

  /**
   * {@code {"filter": …, "groupBy": ["stage", "account.name", {"field": "close_date", "by":
   * "month"}], "measures": [{"aggregate": "sum", "field": "amount", "as": "total"}], "having":
   * "total > 1000", "sort": ["-total"], "limit": 10}}.
   *
   * @param groupBy texts, or objects of {@link Grouping}
   */
  record Body(
      String filter,
      String search,
      List<JsonNode> groupBy,
      List<Measure> measures,
      String having,
      List<String> sort,
      Integer limit) {

    record Grouping(String field, String by, String as) {}

    record Measure(String aggregate, String field, Boolean distinct, String as) {}
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
    var wanted = aggregation(RequestReader.read(body, Body.class));
    return forms
        .form(caller.workspace(), app, form)
        .chain(compiled -> queries.aggregate(caller, compiled, wanted))
        .map(answer -> json(wanted, answer));
  }

  static Aggregation aggregation(Body body) {
    var groupBy = new ArrayList<Aggregation.GroupKey>();
    var groups = body.groupBy == null ? List.<JsonNode>of() : body.groupBy;
    for (int i = 0; i < groups.size(); i++) {
      groupBy.add(group("/groupBy/" + i, groups.get(i)));
    }
    var measures = new ArrayList<Aggregation.Measure>();
    var figures = body.measures == null ? List.<Body.Measure>of() : body.measures;
    for (int i = 0; i < figures.size(); i++) {
      measures.add(measure("/measures/" + i, figures.get(i)));
    }
    return new Aggregation(
        body.filter,
        body.search,
        groupBy,
        measures,
        body.having,
        sort(body.sort),
        body.limit == null ? Aggregation.MAX_GROUPS : body.limit);
  }

  private static List<String> sort(List<String> sort) {
    if (sort == null) {
      return List.of();
    }
    for (int i = 0; i < sort.size(); i++) {
      if (sort.get(i) == null) {
        throw invalid("/sort/" + i, CoreProblem.TEXT_EXPECTED);
      }
    }
    return sort;
  }

  private static Aggregation.GroupKey group(String path, JsonNode written) {
    if (written != null && written.isTextual()) {
      return new Aggregation.GroupKey(written.textValue(), null, null);
    }
    if (written == null || !written.isObject()) {
      throw invalid(path, CoreProblem.AGGREGATE_GROUP);
    }
    var group = RequestReader.read(path, written, Body.Grouping.class);
    if (group.field == null) {
      throw invalid(path + "/field", CoreProblem.REQUIRED);
    }
    return new Aggregation.GroupKey(
        group.field, unit(path + "/by", group.by), name(path + "/as", group.as));
  }

  private static CalendarUnit unit(String path, String named) {
    if (named == null) {
      return null;
    }
    return CalendarUnit.named(named).orElseThrow(() -> notOneOf(path, named, CalendarUnit.keys()));
  }

  private static Aggregation.Measure measure(String path, Body.Measure written) {
    if (written == null) {
      throw invalid(path, CoreProblem.OBJECT_EXPECTED);
    }
    var named = written.aggregate == null ? "" : written.aggregate;
    var operator =
        AggregateOperator.named(named)
            .orElseThrow(() -> notOneOf(path + "/aggregate", named, AggregateOperator.keys()));
    return new Aggregation.Measure(
        operator,
        written.field,
        Boolean.TRUE.equals(written.distinct),
        name(path + "/as", written.as));
  }

  private static String name(String path, String name) {
    if (name != null && !Key.isValid(name)) {
      throw invalid(path, CoreProblem.AGGREGATE_NAME, name);
    }
    return name;
  }

  private static Refusal notOneOf(String path, String written, List<String> known) {
    return invalid(path, CoreProblem.JSON_NOT_ONE_OF, written, String.join(", ", known));
  }

  private static Refusal invalid(String path, CoreProblem problem, Object... arguments) {
    return Refusal.invalid(List.of(Problem.at(path, problem, arguments)));
  }

  static String json(Aggregation wanted, Aggregation.Answer answer) {
    return RecordJsonWriter.text(
        json -> {
          json.writeStartObject();
          json.writeArrayFieldStart("groups");
          for (var group : answer.groups()) {
            group(json, wanted, group);
          }
          json.writeEndArray();
          json.writeBooleanField("more", answer.more());
          json.writeEndObject();
        });
  }

  /** A measure that has a name stands under it, too. */
  private static void group(JsonGenerator json, Aggregation wanted, Aggregation.Group group)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < wanted.groupBy().size(); i++) {
      json.writeFieldName(wanted.groupBy().get(i).answered());
      value(json, group.keys().get(i));
    }
    for (int i = 0; i < wanted.measures().size(); i++) {
      if (wanted.measures().get(i).name() != null) {
        json.writeFieldName(wanted.measures().get(i).name());
        value(json, group.figures().get(i));
      }
    }
    json.writeArrayFieldStart("figures");
    for (var figure : group.figures()) {
      value(json, figure);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case BigDecimal number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case OffsetDateTime moment -> json.writeString(IsoDates.utc(moment));
      case Object[] list -> {
        json.writeStartArray();
        for (var one : list) {
          value(json, one);
        }
        json.writeEndArray();
      }
      default -> json.writeString(value.toString());
    }
  }
}
