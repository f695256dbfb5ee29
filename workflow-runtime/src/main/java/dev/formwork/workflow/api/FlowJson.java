package dev.formwork.workflow.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.instance.InstanceView;
import dev.formwork.workflow.task.TaskView;
import dev.formwork.workflow.task.Tasks;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Tasks and instances as JSON. */
final class FlowJson {

  private FlowJson() {}

  static ObjectNode object() {
    return DefinitionJson.mapper().createObjectNode();
  }

  static String page(Tasks.Page page, Locale locale) {
    var json = object();
    var items = json.putArray("items");
    page.items().forEach(card -> items.add(card(card, locale)));
    json.put("nextCursor", page.nextCursor());
    return json.toString();
  }

  static ObjectNode card(Tasks.Card card, Locale locale) {
    var json = object();
    json.put("id", card.id().toString());
    put(json, "instance", card.instance());
    json.put("app", card.app().value());
    json.put("flow", card.flow());
    json.put("flowTitle", card.flowTitle().in(locale));
    put(json, "form", card.form());
    put(json, "record", card.record());
    json.put("title", card.recordTitle());
    put(json, "step", card.step());
    put(json, "stepTitle", card.stepTitle() == null ? null : card.stepTitle().in(locale));
    put(json, "kind", card.kind() == null ? null : card.kind().name().toLowerCase(Locale.ROOT));
    put(json, "submitter", card.submitter());
    put(json, "at", card.at());
    put(json, "dueAt", card.dueAt());
    put(json, "endedAt", card.endedAt());
    put(json, "outcome", card.outcome());
    put(
        json,
        "status",
        card.status() == null ? null : card.status().name().toLowerCase(Locale.ROOT));
    put(json, "onBehalfOf", card.onBehalfOf());
    json.put("seen", card.seen());
    return json;
  }

  private static void put(ObjectNode json, String name, Object value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  private static void put(ObjectNode json, String name, OffsetDateTime value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  static String view(Caller caller, TaskView view) {
    var json = card(view.card(), caller.locale());
    kinds(json.putArray("actions"), view.actions());
    if (view.commentNeeded()) {
      json.put("commentNeeded", true);
    }
    if (view.signature()) {
      json.put("signature", true);
    }
    if (!view.required().isEmpty()) {
      var required = json.putArray("required");
      view.required().forEach(required::add);
    }
    if (!view.choosesFor().isEmpty()) {
      var chooses = json.putArray("choosesFor");
      view.choosesFor().forEach(chooses::add);
    }
    var back = json.putArray("returnTo");
    view.returnTo()
        .forEach(target -> back.add(target.step() == null ? "submitter" : target.step()));
    json.set("instance", instance(caller, view.instance()));
    if (view.record() != null) {
      json.putRawValue(
          "recordData",
          new com.fasterxml.jackson.databind.util.RawValue(
              RecordJsonWriter.text(
                  out -> RecordJsonWriter.write(out, view.form(), view.record(), List.of()))));
    }
    return json.toString();
  }

  private static void kinds(ArrayNode into, List<ActionKind> kinds) {
    kinds.forEach(kind -> into.add(kind.json()));
  }

  static ObjectNode instance(Caller caller, InstanceView view) {
    var json = object();
    json.put("id", view.id().toString());
    json.put("app", view.app().value());
    json.put("flow", view.flow());
    json.put("version", view.version());
    json.put("flowTitle", view.flowTitle().in(caller.locale()));
    put(json, "form", view.form());
    put(json, "record", view.record());
    json.put("title", view.title());
    json.put("status", view.status().name().toLowerCase(Locale.ROOT));
    put(json, "outcome", view.outcome());
    put(json, "error", view.error());
    put(json, "startedBy", view.startedBy());
    put(json, "startedAt", view.startedAt());
    put(json, "endedAt", view.endedAt());
    var standing = json.putArray("standing");
    view.standing().stream().sorted().forEach(standing::add);
    var passed = json.putArray("passed");
    view.passed().stream().sorted().forEach(passed::add);
    kinds(json.putArray("actions"), view.mayDo());
    var open = json.putArray("open");
    view.open().forEach(task -> open.add(open(task)));
    return json;
  }

  private static ObjectNode open(InstanceView.OpenTask task) {
    var json = object();
    json.put("task", task.task().toString());
    json.put("step", task.step());
    json.put("member", task.member().toString());
    put(json, "onBehalfOf", task.onBehalfOf());
    put(json, "since", task.since());
    put(json, "dueAt", task.dueAt());
    put(json, "seenAt", task.seenAt());
    return json;
  }

  static String history(InstanceView view) {
    var json = object();
    var items = json.putArray("items");
    for (var entry : view.history()) {
      var one = items.addObject();
      one.put("id", entry.id());
      one.put("at", entry.at().toString());
      one.put("kind", entry.kind());
      put(one, "step", entry.step());
      put(one, "member", entry.member());
      put(one, "onBehalfOf", entry.onBehalfOf());
      put(one, "comment", entry.comment());
      if (entry.detail() != null) {
        one.set("detail", entry.detail());
      }
      put(one, "waited", entry.waited());
      put(one, "worked", entry.worked());
    }
    return json.toString();
  }

  static String id(UUID id) {
    return object().put("id", id.toString()).toString();
  }

  static String outcomes(List<Tasks.Outcome> outcomes, Locale locale) {
    var json = object();
    var items = json.putArray("items");
    for (var outcome : outcomes) {
      var one = items.addObject();
      one.put("task", outcome.task().toString());
      one.put("done", outcome.problems().isEmpty());
      var errors = one.putArray("errors");
      outcome.problems().forEach(problem -> errors.add(error(problem, locale)));
    }
    return json.toString();
  }

  private static ObjectNode error(Problem problem, Locale locale) {
    return object()
        .put("path", problem.path())
        .put("code", problem.code())
        .put("message", problem.message(locale));
  }
}
