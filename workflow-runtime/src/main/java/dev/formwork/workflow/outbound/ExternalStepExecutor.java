package dev.formwork.workflow.outbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.outbound.OutboundClient;
import dev.formwork.core.outbound.OutboundRequest;
import dev.formwork.core.outbound.OutboundResponse;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.event.RecordEvent;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.script.ScriptService;
import dev.formwork.workflow.compile.CompiledStep;
import dev.formwork.workflow.definition.ExternalStep;
import dev.formwork.workflow.definition.HttpStep;
import dev.formwork.workflow.definition.MessageStep;
import dev.formwork.workflow.definition.ScriptStep;
import dev.formwork.workflow.engine.Event;
import dev.formwork.workflow.engine.Token;
import dev.formwork.workflow.engine.TokenQueries;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.runtime.DatabaseStepExecutor;
import dev.formwork.workflow.runtime.ExecutionContext;
import dev.formwork.workflow.secret.FlowSecretStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Executes steps that leave the database (HTTP calls, chat webhooks, scripts). Each runs at least
 * once, under an idempotency key that is the same on every retry, so that the other system can
 * recognise a repetition.
 */
@ApplicationScoped
public class ExternalStepExecutor {

  /** Longest part of a text that is kept in the history. */
  private static final int KEPT = 4_000;

  private static final String CONTENT_TYPE = "Content-Type";

  private final OutboundClient client;
  private final FlowSecretStore secrets;
  private final ScriptService scripts;

  ExternalStepExecutor(OutboundClient client, FlowSecretStore secrets, ScriptService scripts) {
    this.client = client;
    this.secrets = secrets;
    this.scripts = scripts;
  }

  /** A call that did not go through. */
  public static final class CallFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mayPass;
    private final transient ObjectNode detail;

    CallFailedException(Throwable cause, boolean mayPass, ObjectNode detail) {
      super(cause.getMessage(), cause, false, false);
      this.mayPass = mayPass;
      this.detail = detail;
    }

    /** Whether it might go through another time. */
    public boolean mayPass() {
      return mayPass;
    }

    public ObjectNode detail() {
      return detail;
    }
  }

  public Uni<Event> perform(ExecutionContext executionContext, Token.Wait waiting) {
    var instance = executionContext.stored().instance();
    var step = executionContext.flow().step(waiting.step()).orElseThrow();
    var subjectRecord = TokenQueries.subject(executionContext.flow(), instance, waiting.id());
    long began = System.nanoTime();
    return DatabaseStepExecutor.scope(executionContext, instance, step, subjectRecord)
        .chain(
            evaluationContext ->
                switch ((ExternalStep) step.step()) {
                  case HttpStep http ->
                      http(executionContext, waiting, step, http, evaluationContext, began);
                  case MessageStep message ->
                      message(executionContext, waiting, step, message, evaluationContext, began);
                  case ScriptStep script -> script(executionContext, waiting, script, began);
                })
        .onFailure(Refusal.class)
        .transform(failure -> new CallFailedException(failure, false, before(began)));
  }

  /** What was wrong before anything was sent, such as a secret that nobody put in. */
  private static ObjectNode before(long began) {
    return DefinitionJson.mapper()
        .createObjectNode()
        .put("millis", (System.nanoTime() - began) / 1_000_000);
  }

  /** The same for every try of one call; different for each call. */
  static String key(ExecutionContext executionContext, Token.Wait waiting) {
    var name = executionContext.stored().instance().id() + ":" + waiting.id();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Uni<Event> http(
      ExecutionContext executionContext,
      Token.Wait waiting,
      CompiledStep step,
      HttpStep http,
      EvaluationContext evaluationContext,
      long began) {
    if (http.leaksSecrets()) {
      throw Refusal.of(Refusal.Kind.INVALID, FlowProblem.FLOW_SERVER_OPEN);
    }
    var headers = new HashMap<String, String>();
    headers.put("Idempotency-Key", key(executionContext, waiting));
    http.headers()
        .keySet()
        .forEach(
            name ->
                headers.put(name, step.templates().get("headers/" + name).text(evaluationContext)));
    if (http.body() != null
        && headers.keySet().stream().noneMatch(CONTENT_TYPE::equalsIgnoreCase)) {
      headers.put(CONTENT_TYPE, "application/json");
    }
    var body = http.body() == null ? null : body(step, headers, evaluationContext);
    return secrets
        .open(
            executionContext,
            http.url(),
            FilledAddress.of(step.templates().get("url"), evaluationContext))
        .chain(
            url ->
                secrets
                    .openAll(executionContext, http.headers(), headers)
                    .chain(opened -> send(http.method(), url, opened, body, began)))
        .map(answer -> worked(waiting, http.into(), answer, http.method(), body, began));
  }

  private static String body(
      CompiledStep step, Map<String, String> headers, EvaluationContext evaluationContext) {
    var type =
        headers.entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(CONTENT_TYPE))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElseThrow();
    return FilledBody.of(step.templates().get("body"), evaluationContext, type);
  }

  private Uni<OutboundResponse> send(
      String method, String url, Map<String, String> headers, String body, long began) {
    return Uni.createFrom()
        .deferred(() -> client.send(new OutboundRequest(method, uri(url), headers, body)))
        .onFailure(failure -> !(failure instanceof CallFailedException))
        .transform(
            failure ->
                new CallFailedException(
                    failure, mayPass(failure), detail(method, body, null, null, began)))
        .invoke(
            answer -> {
              if (answer.status() >= 400) {
                var failure =
                    Refusal.of(Refusal.Kind.INVALID, FlowProblem.FLOW_ANSWER, answer.status());
                boolean mayPass =
                    answer.status() >= 500 || answer.status() == 408 || answer.status() == 429;
                throw new CallFailedException(
                    failure, mayPass, detail(method, body, answer.status(), answer.text(), began));
              }
            });
  }

  private static URI uri(String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException _) {
      throw Refusal.of(Refusal.Kind.INVALID, CoreProblem.OUTBOUND_ADDRESS, text);
    }
  }

  /** A forbidden or misspelt address stays so; a server that is away comes back. */
  private static boolean mayPass(Throwable failure) {
    return !(failure instanceof Refusal refusal) || refusal.kind() == Refusal.Kind.UNREACHABLE;
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
      Token.Wait waiting,
      Map<String, String> into,
      OutboundResponse answer,
      String method,
      String body,
      long began) {
    var variables = DefinitionJson.mapper().createObjectNode();
    var json = json(answer.text());
    into.forEach((variable, pointer) -> variables.set(variable, at(json, pointer)));
    return new Event.StepExecuted(
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
      ExecutionContext executionContext,
      Token.Wait waiting,
      CompiledStep step,
      MessageStep message,
      EvaluationContext evaluationContext,
      long began) {
    var english = step.text("text", Locale.ENGLISH, evaluationContext);
    var chinese = step.text("text", Locale.CHINESE, evaluationContext);
    var body =
        ChatWebhookPayload.body(
            message.channel(), english.equals(chinese) ? english : chinese + "\n" + english);
    var headers =
        Map.of(
            "Content-Type", "application/json", "Idempotency-Key", key(executionContext, waiting));
    return secrets
        .open(
            executionContext,
            message.url(),
            FilledAddress.of(step.templates().get("url"), evaluationContext))
        .chain(url -> send("POST", url, headers, body, began))
        .map(answer -> worked(waiting, Map.of(), answer, "POST", body, began));
  }

  private Uni<Event> script(
      ExecutionContext executionContext, Token.Wait waiting, ScriptStep script, long began) {
    var instance = executionContext.stored().instance();
    var given = DefinitionJson.mapper().createObjectNode();
    given.set("variables", instance.state().variables());
    given.put("idempotencyKey", key(executionContext, waiting));
    var subjectRecord = TokenQueries.subject(executionContext.flow(), instance, waiting.id());
    if (subjectRecord != null) {
      var record = executionContext.inputs().stored(subjectRecord);
      var form = executionContext.flow().forms().get(subjectRecord.form());
      if (record != null) {
        given.set(
            "record",
            json(
                RecordJsonWriter.text(
                    out -> RecordJsonWriter.write(out, form, record, List.of()))));
      }
    }
    return scripts
        .runAsPlatform(
            executionContext.platform(),
            instance.app(),
            script.script(),
            given.toString(),
            new RecordEvent.Cause(instance.id(), instance.depth()))
        .map(
            outcome -> {
              var detail = detail("script", given.toString(), null, null, began);
              if (outcome.error() != null) {
                throw new CallFailedException(
                    new Refusal(Refusal.Kind.INVALID, List.of(outcome.error())),
                    outcome.error().is(CoreProblem.SCRIPT_SLOW),
                    detail);
              }
              var variables = DefinitionJson.mapper().createObjectNode();
              if (script.into() != null) {
                variables.set(script.into(), json(outcome.result()));
              }
              detail.put("output", cut(outcome.result()));
              detail.set("log", DefinitionJson.mapper().valueToTree(outcome.log()));
              return (Event) new Event.StepExecuted(waiting.id(), variables, detail, null);
            })
        .onFailure(failure -> !(failure instanceof CallFailedException))
        .transform(
            failure ->
                new CallFailedException(
                    failure, true, detail("script", given.toString(), null, null, began)));
  }
}
