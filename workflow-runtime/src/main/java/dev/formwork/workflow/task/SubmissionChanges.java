package dev.formwork.workflow.task;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Title;
import dev.formwork.core.record.RecordQueries.Change;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.workflow.lock.DerivedValues;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What was changed of a record since it was submitted, old and new: of several changes of a value
 * the first old and the last new one, and nothing of what was changed back. Pure.
 */
final class SubmissionChanges {

  private final CompiledForm form;
  private final Map<String, Net> changed = new LinkedHashMap<>();

  private SubmissionChanges(CompiledForm form) {
    this.form = form;
  }

  /**
   * The two ends of what happened to a value, and what happened last.
   *
   * @param last null: it followed from others
   */
  private record Net(JsonNode from, JsonNode to, Change last) {}

  /**
   * With what followed from others meanwhile, which the history does not tell.
   *
   * @param history newest first
   * @param started when the flow began
   * @param submitted whether a submission began it
   * @param own keys of fields that the flow sets, whose changes by the platform say nothing
   * @param derived what followed from others as it was at the submission; null: not known
   * @param record as its reader sees it now
   */
  static List<ChangedSince> of(
      CompiledForm form,
      List<Change> history,
      OffsetDateTime started,
      boolean submitted,
      Set<String> own,
      ObjectNode derived,
      StoredRecord record) {
    var changes = new SubmissionChanges(form);
    since(history, started, submitted).reversed().forEach(change -> changes.add(change, own));
    if (derived != null) {
      changes.follow(derived, own, record);
    }
    return changes.list();
  }

  private void follow(ObjectNode derived, Set<String> own, StoredRecord record) {
    for (var column : DerivedValues.columns(form, own)) {
      if (record.sight().right(column.slot()).isReadable()) {
        var now = DerivedValues.value(column, record);
        var known = changed.get(column.name());
        var last = known != null && isSame(known.to, now) ? known.last : null;
        changed.put(column.name(), new Net(derived.get(column.name()), now, last));
      }
    }
  }

  private static List<Change> since(
      List<Change> history, OffsetDateTime started, boolean submitted) {
    int base = base(history, started, submitted);
    return base < 0 ? history : history.subList(0, base);
  }

  /** Where the state stands that the flow began with; -1: before all that is known. */
  private static int base(List<Change> history, OffsetDateTime started, boolean submitted) {
    int earlier = -1;
    for (int i = 0; i < history.size(); i++) {
      var change = history.get(i);
      if (!change.at().isAfter(started)) {
        if (!submitted || change.action().equals("submit")) {
          return i;
        }
        earlier = earlier < 0 ? i : earlier;
      }
    }
    return earlier;
  }

  private void add(Change change, Set<String> own) {
    tree(change.changes())
        .properties()
        .forEach(
            entry -> {
              if (change.by() != null || !own.contains(entry.getKey())) {
                changed.merge(
                    entry.getKey(),
                    new Net(entry.getValue().path("from"), entry.getValue().path("to"), change),
                    (before, now) -> new Net(before.from, now.to, now.last));
              }
            });
  }

  private static JsonNode tree(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The change log holds JSON", e);
    }
  }

  private List<ChangedSince> list() {
    var list = new ArrayList<ChangedSince>();
    for (var field : form.definition().fields()) {
      var net = changed.get(field.key().value());
      if (net == null) {
        continue;
      }
      if (field instanceof SubformField rows) {
        rows(rows, net, list);
      } else {
        value(field, net, list);
      }
    }
    return List.copyOf(list);
  }

  private static void value(Field field, Net net, List<ChangedSince> list) {
    if (!isSame(net.from, net.to)) {
      list.add(
          new ChangedSince(
              "/" + field.key(),
              null,
              field.key().value(),
              field.title(),
              orNull(net.from),
              orNull(net.to),
              net.last == null ? null : net.last.by(),
              net.last == null ? null : net.last.at()));
    }
  }

  private static void rows(SubformField field, Net net, List<ChangedSince> list) {
    var before = byId(net.from);
    var after = byId(net.to);
    int place = 0;
    for (var row : after.entrySet()) {
      place++;
      cells(field, place, before.get(row.getKey()), row.getValue(), net.last, list);
    }
    place = 0;
    for (var row : before.entrySet()) {
      place++;
      if (!after.containsKey(row.getKey())) {
        cells(field, place, row.getValue(), null, net.last, list);
      }
    }
  }

  /** Rows keep their id; those of old entries have none, and are told by their place. */
  private static Map<String, JsonNode> byId(JsonNode rows) {
    var byId = new LinkedHashMap<String, JsonNode>();
    int place = 0;
    for (var row : rows) {
      byId.put(row.path("id").asText(Integer.toString(place)), row);
      place++;
    }
    return byId;
  }

  private static void cells(
      SubformField field,
      int place,
      JsonNode before,
      JsonNode after,
      Change last,
      List<ChangedSince> list) {
    for (var column : field.fields()) {
      var key = column.key().value();
      var from = before == null ? null : before.get(key);
      var to = after == null ? null : after.get(key);
      if (!isSame(from, to)) {
        list.add(
            new ChangedSince(
                "/" + field.key() + "/" + place + "/" + key,
                field.key().value(),
                key,
                title(field, place, column),
                orNull(from),
                orNull(to),
                last.by(),
                last.at()));
      }
    }
  }

  private static Title title(SubformField field, int place, Field column) {
    return new Title(
        words(field, place, column, Locale.ENGLISH), words(field, place, column, Locale.CHINESE));
  }

  private static String words(SubformField field, int place, Field column, Locale locale) {
    return "%s %d · %s".formatted(field.title().in(locale), place, column.title().in(locale));
  }

  private static boolean isSame(JsonNode from, JsonNode to) {
    var before = orNull(from);
    var after = orNull(to);
    if (before == null || after == null) {
      return before == null && after == null;
    }
    return before.isNumber() && after.isNumber()
        ? before.decimalValue().compareTo(after.decimalValue()) == 0
        : before.equals(after);
  }

  private static JsonNode orNull(JsonNode value) {
    return value == null || value.isMissingNode() || value.isNull() ? null : value;
  }
}
