package dev.formwork.workflow.motion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.outbound.OutboundClient;
import dev.formwork.core.outbound.OutboundRequest;
import dev.formwork.core.outbound.OutboundResponse;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.script.ScriptService;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Placing;
import dev.formwork.workflow.engine.Position;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Executes steps that leave the database (HTTP calls, chat webhooks, scripts). Each runs at least
 * once, under an idempotency key that is the same on every retry, so that the other system can
 * recognise a repetition.
 */
@ApplicationScoped
class OutsideWork {

  /** Longest part of a text that is kept in the history. */
  private static final int KEPT = 4_000;

  private final OutboundClient client;
  private final FlowSecrets secrets;
  private final ScriptService scripts;

  OutsideWork(OutboundClient client, FlowSecrets secrets, ScriptService scripts) {
    this.client = client;
    this.secrets = secrets;
    this.scripts = scripts;
  }

  /** A call that did not go through. */
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayPass;
    private final transient ObjectNode detail;

    Failed(Throwable cause, boolean mayPass, ObjectNode detail) {
      super(cause.getMessage(), cause, false, false);
      this.mayPass = mayPass;
      this.detail = detail;
    }

    /** Whether it might go through another time. */
    boolean mayPass() {
      return mayPass;
    }

    ObjectNode detail() {
      return detail;
    }
  }

  Uni<Event> perform(Mover.Attempt attempt, Position.Pending waiting) {
    var instance = attempt.stored().instance();
    var step = attempt.flow().step(waiting.step()).orElseThrow();
    var subject = Placing.subject(attempt.flow(), instance, waiting.id());
    long began = System.nanoTime();
    return LocalWork.scope(attempt, instance, step, subject)
        .chain(
            evaluationContext ->
                switch (step.step()) {
                  case Step.Http http ->
                      http(attempt, waiting, step, http, evaluationContext, began);
                  case Step.Message message ->
                      message(attempt, waiting, step, message, evaluationContext, began);
                  case Step.Script script -> script(attempt, waiting, script, began);
                  default -> throw new IllegalStateException("Nothing outside: " + step.key());
                })
        .onFailure(Refusal.class)
        .transform(failure -> new Failed(failure, false, before(began)));
  }

  /** What was wrong before anything was sent, such as a secret that nobody put in. */
  private static ObjectNode before(long began) {
    return DefinitionJson.mapper()
        .createObjectNode()
        .put("millis", (System.nanoTime() - began) / 1_000_000);
  }

  /** The same for every try of one call; different for each call. */
  static String key(Mover.Attempt attempt, Position.Pending waiting) {
    var name = attempt.stored().instance().id() + ":" + waiting.id();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Uni<Event> http(
      Mover.Attempt attempt,
      Position.Pending waiting,
      CompiledStep step,
      Step.Http http,
      EvaluationContext evaluationContext,
      long began) {
    var headers = new HashMap<String, String>();
    headers.put("Idempotency-Key", key(attempt, waiting));
    http.headers()
        .keySet()
        .forEach(
            name ->
                headers.put(name, step.templates().get("headers/" + name).text(evaluationContext)));
    var body = http.body() == null ? null : step.templates().get("body").text(evaluationContext);
    if (body != null && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      headers.put("Content-Type", "application/json");
    }
    return secrets
        .open(attempt, http.url(), step.templates().get("url").text(evaluationContext))
        .chain(
            url ->
                secrets
                    .openAll(attempt, http.headers(), headers)
                    .chain(opened -> send(http.method(), url, opened, body, began)))
        .map(answer -> worked(waiting, http.into(), answer, http.method(), body, began));
  }

  private Uni<OutboundResponse> send(
      String method, String url, Map<String, String> headers, String body, long began) {
    return Uni.createFrom()
        .deferred(() -> client.send(new OutboundRequest(method, uri(url), headers, body)))
        .onFailure(failure -> !(failure instanceof Failed))
        .transform(
            failure ->
                new Failed(failure, mayPass(failure), detail(method, body, null, null, began)))
        .invoke(
            answer -> {
              if (answer.status() >= 400) {
                var failure = Refusal.of(Refusal.Kind.INVALID, "flow-answer", answer.status());
                boolean mayPass =
                    answer.status() >= 500 || answer.status() == 408 || answer.status() == 429;
                throw new Failed(
                    failure, mayPass, detail(method, body, answer.status(), answer.text(), began));
              }
            });
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException _) {
      throw Refusal.of(Refusal.Kind.INVALID, "outbound-address", text);
    }
  }

  /** A forbidden or misspelt address stays so; a server that is away comes back. */
  private static boolean mayPass(Throwable failure) {
    return !(failure instanceof Refusal refusal)
        || List.of("outbound-slow", "outbound-unknown")
            .contains(refusal.problems().getFirst().code());
  }

  private static ObjectNode detail(
      String method, String body, Integer status, String answer, long began) {
    var detail = DefinitionJson.mapper().createObjectNode();
    detail.put("millis", (System.nanoTime() - began) / 1_000_000);
    detail.put("method", method);
    if (body != null) {
      detail.put("input", cut(body));
    }
    if (status != null) {
      detail.put("status", status);
      detail.put("output", cut(answer));
    }
    return detail;
  }

  private static String cut(String text) {
    return text.length() <= KEPT ? text : text.substring(0, KEPT) + "…";
  }

  private static Event worked(
      Position.Pending waiting,
      Map<String, String> into,
      OutboundResponse answer,
      String method,
      String body,
      long began) {
    var variables = DefinitionJson.mapper().createObjectNode();
    var json = json(answer.text());
    into.forEach((variable, pointer) -> variables.set(variable, at(json, pointer)));
    return new Event.Worked(
        waiting.id(), variables, detail(method, body, answer.status(), answer.text(), began), null);
  }

  private static JsonNode json(String text) {
    try {
      return DefinitionJson.tree(text);
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }

  private static JsonNode at(JsonNode json, String pointer) {
    return pointer.isEmpty() || pointer.startsWith("/") ? json.at(pointer) : json.path(pointer);
  }

  private Uni<Event> message(
      Mover.Attempt attempt,
      Position.Pending waiting,
      CompiledStep step,
      Step.Message message,
      EvaluationContext evaluationContext,
      long began) {
    var english = step.templates().get("text/en").text(evaluationContext);
    var chinese = step.templates().get("text/zh").text(evaluationContext);
    var body =
        Robots.body(
            message.channel(), english.equals(chinese) ? english : chinese + "\n" + english);
    var headers =
        Map.of("Content-Type", "application/json", "Idempotency-Key", key(attempt, waiting));
    return secrets
        .open(attempt, message.url(), step.templates().get("url").text(evaluationContext))
        .chain(url -> send("POST", url, headers, body, began))
        .map(answer -> worked(waiting, Map.of(), answer, "POST", body, began));
  }

  private Uni<Event> script(
      Mover.Attempt attempt, Position.Pending waiting, Step.Script script, long began) {
    var instance = attempt.stored().instance();
    var given = DefinitionJson.mapper().createObjectNode();
    given.set("variables", instance.state().variables());
    given.put("idempotencyKey", key(attempt, waiting));
    var subject = Placing.subject(attempt.flow(), instance, waiting.id());
    if (subject != null) {
      var record = attempt.facts().stored(subject);
      var form = attempt.flow().forms().get(subject.form());
      if (record != null) {
        given.set(
            "record",
            json(
                RecordJsonWriter.text(
                    out -> RecordJsonWriter.write(out, form, record, List.of()))));
      }
    }
    return scripts
        .runAsPlatform(attempt.platform(), instance.app(), script.script(), given.toString())
        .map(
            outcome -> {
              var detail = detail("script", given.toString(), null, null, began);
              if (outcome.error() != null) {
                throw new Failed(
                    new Refusal(Refusal.Kind.INVALID, List.of(outcome.error())),
                    outcome.error().code().equals("script-slow"),
                    detail);
              }
              var variables = DefinitionJson.mapper().createObjectNode();
              if (script.into() != null) {
                variables.set(script.into(), json(outcome.result()));
              }
              detail.put("output", cut(outcome.result()));
              detail.set("log", DefinitionJson.mapper().valueToTree(outcome.log()));
              return (Event) new Event.Worked(waiting.id(), variables, detail, null);
            })
        .onFailure(failure -> !(failure instanceof Failed))
        .transform(
            failure ->
                new Failed(failure, true, detail("script", given.toString(), null, null, began)));
  }
}
