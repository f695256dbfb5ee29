package dev.formwork.core.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.outbound.OutboundClient;
import dev.formwork.core.outbound.OutboundRequest;
import dev.formwork.core.outbound.OutboundResponse;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.ReadableInput;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.script.process.ScriptHost;
import dev.formwork.core.script.process.ScriptHostReply;
import dev.formwork.core.workspace.compiled.CompiledForms;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Answers what one running script asks for. Every request is a command or query of its own, with
 * the rights of whoever runs the script.
 */
final class ScriptSession implements ScriptHost {

  private static final Logger LOG = Logger.getLogger(ScriptSession.class);

  private static final int MAX_REQUESTS = 1_000;
  private static final long WHOLE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final Set<String> CHANGING =
      Set.of("records.create", "records.change", "records.submit", "records.remove");

  /** Longest answer, in characters of JSON. */
  private static final int MAX_ANSWER = 1_000_000;

  private final Caller caller;
  private final AppKey app;
  private final CompiledForms forms;
  private final RecordService records;
  private final RecordQueries queries;
  private final OutboundClient outside;
  private final long began = System.nanoTime();
  private int requests;
  private int changes;

  ScriptSession(
      Caller caller,
      AppKey app,
      CompiledForms forms,
      RecordService records,
      RecordQueries queries,
      OutboundClient outside) {
    this.caller = caller;
    this.app = app;
    this.forms = forms;
    this.records = records;
    this.queries = queries;
    this.outside = outside;
  }

  int changes() {
    return changes;
  }

  @Override
  public ScriptHostReply reply(String request, String arguments) {
    try {
      requireWithinLimits();
      var json = await(request, DefinitionJson.tree(arguments));
      if (json.length() > MAX_ANSWER) {
        throw Refusal.of(Refusal.Kind.TOO_LARGE, CoreProblem.SCRIPT_ANSWER_LONG, MAX_ANSWER);
      }
      return ScriptHostReply.of(json);
    } catch (Refusal refusal) {
      return ScriptHostReply.failed(refusal.problems().getFirst().code(), sentences(refusal));
    } catch (JsonProcessingException e) {
      return ScriptHostReply.failed(CoreProblem.JSON_MALFORMED.code(), e.getOriginalMessage());
    } catch (Throwable e) {
      // As waiting for a Uni declares. Whatever it is, the script's process waits for a reply.
      LOG.errorf(
          e,
          "Request %s of a script in app %s of workspace %s failed",
          request,
          app,
          caller.workspace().schema());
      return ScriptHostReply.failed(
          "internal", Problem.at("", CoreProblem.SCRIPT_INTERNAL).message(caller.locale()));
    }
  }

  private String sentences(Refusal refusal) {
    return refusal.problems().stream()
        .map(
            problem ->
                (problem.path().isEmpty() ? "" : problem.path() + ": ")
                    + problem.message(caller.locale()))
        .collect(Collectors.joining(" "));
  }

  private void requireWithinLimits() {
    if (++requests > MAX_REQUESTS) {
      throw Refusal.of(Refusal.Kind.TOO_MANY, CoreProblem.SCRIPT_REQUESTS, MAX_REQUESTS);
    }
    if (System.nanoTime() - began > WHOLE_NANOS) {
      throw Refusal.of(
          Refusal.Kind.TOO_MANY,
          CoreProblem.SCRIPT_TIME,
          TimeUnit.NANOSECONDS.toSeconds(WHOLE_NANOS));
    }
  }

  private String await(String request, JsonNode given) throws Throwable {
    var answer = VertxContextSupport.subscribeAndAwait(() -> answer(request, given));
    if (CHANGING.contains(request)) {
      changes++;
    }
    return answer;
  }

  private Uni<String> answer(String request, JsonNode given) {
    return switch (request) {
      case "fetch" -> outside.send(call(given)).map(ScriptSession::json);
      case "records.get" -> form(given).chain(form -> get(form, id(given)));
      case "records.list" -> form(given).chain(form -> list(form, given.path(1)));
      case "records.count" ->
          form(given)
              .chain(form -> queries.count(caller, form, text(given.path(1)), null))
              .map(String::valueOf);
      case "records.create" ->
          form(given)
              .chain(
                  form ->
                      records
                          .create(caller, form, ReadableInput.of(caller, form, given.path(1)))
                          .map(record -> json(form, record)));
      case "records.change" -> form(given).chain(form -> change(form, given));
      case "records.submit" ->
          form(given)
              .chain(
                  form ->
                      records
                          .submit(
                              caller,
                              form,
                              id(given),
                              null,
                              ReadableInput.of(caller, form, given.path(2)))
                          .map(record -> json(form, record)));
      case "records.remove" ->
          form(given)
              .chain(form -> records.delete(caller, form, id(given), null, false))
              .replaceWith("null");
      default -> throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.SCRIPT_REQUEST, request);
    };
  }

  private Uni<CompiledForm> form(JsonNode given) {
    return forms.form(caller.workspace(), app.value(), given.path(0).asText());
  }

  /** Null for one that is not there. */
  private Uni<String> get(CompiledForm form, RecordId id) {
    return records
        .get(caller, form, id)
        .map(record -> json(form, record))
        .onFailure(
            failure ->
                failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.NOT_FOUND)
        .recoverWithItem("null");
  }

  private Uni<String> change(CompiledForm form, JsonNode given) {
    var version = given.path(3).isIntegralNumber() ? given.path(3).longValue() : null;
    return records
        .change(caller, form, id(given), version, ReadableInput.of(caller, form, given.path(2)))
        .map(record -> json(form, record));
  }

  private Uni<String> list(CompiledForm form, JsonNode query) {
    var wanted =
        new RecordQuery(
            text(query.path("filter")),
            text(query.path("search")),
            texts(query.path("sort")),
            query.path("limit").asInt(50),
            text(query.path("cursor")),
            0);
    return queries
        .list(caller, form, wanted)
        .map(
            recordPage ->
                RecordJsonWriter.text(
                    json -> RecordJsonWriter.page(json, form, recordPage, null, List.of())));
  }

  private static String text(JsonNode node) {
    return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
  }

  /** One as a text, or several in a list. */
  private static List<String> texts(JsonNode node) {
    var texts = new ArrayList<String>();
    if (node.isTextual()) {
      texts.addAll(List.of(node.textValue().split("\\s*,\\s*")));
    }
    node.elements().forEachRemaining(one -> texts.add(one.asText()));
    return texts;
  }

  private static RecordId id(JsonNode given) {
    var text = given.path(1).asText();
    return RecordId.parse(text)
        .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.RECORD_NOT_FOUND, text));
  }

  private static String json(CompiledForm form, StoredRecord record) {
    return RecordJsonWriter.text(json -> RecordJsonWriter.write(json, form, record, List.of()));
  }

  private static String json(OutboundResponse answer) {
    return RecordJsonWriter.text(
        json -> {
          json.writeStartObject();
          json.writeNumberField("status", answer.status());
          json.writeObjectFieldStart("headers");
          for (var header : answer.headers().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
          }
          json.writeEndObject();
          json.writeStringField("text", answer.text());
          json.writeEndObject();
        });
  }

  private static OutboundRequest call(JsonNode given) {
    var options = given.path(1);
    var headers = new HashMap<String, String>();
    options
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    var body = options.path("body");
    try {
      return new OutboundRequest(
          options.path("method").asText("GET").toUpperCase(Locale.ROOT),
          new URI(given.path(0).asText()),
          headers,
          body.isTextual() ? body.textValue() : null);
    } catch (URISyntaxException _) {
      throw Refusal.of(Refusal.Kind.INVALID, CoreProblem.OUTBOUND_ADDRESS, given.path(0).asText());
    }
  }
}
