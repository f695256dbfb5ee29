package dev.formwork.core.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.record.RecordQueries.Change;
import dev.formwork.core.record.access.LookupTitleRedaction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.access.Redaction;
import dev.formwork.core.rights.RecordVisibility;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** Removes from a record's history what the reader may not see of the record itself. */
final class HistoryRedaction {

  private static final List<String> SIDES = List.of("from", "to");

  private final RecordAccess recordAccess;
  private final RecordVisibility recordVisibility;
  private final LookupTitleRedaction lookups;

  HistoryRedaction(RecordAccess recordAccess, RecordVisibility recordVisibility) {
    this.recordAccess = recordAccess;
    this.recordVisibility = recordVisibility;
    this.lookups = new LookupTitleRedaction(recordAccess);
  }

  /** Changes of which nothing is left are left out. */
  Uni<List<Change>> seen(SqlClient sql, List<Change> changes) {
    var guarded = lookups.guarded().keySet();
    if (recordVisibility.isWhole() && guarded.isEmpty()) {
      return Uni.createFrom().item(changes);
    }
    var trees = changes.stream().map(change -> seen(change.changes())).toList();
    var ids = new HashMap<String, Set<UUID>>();
    trees.forEach(tree -> links(tree, guarded, (table, link) -> mention(ids, table, link)));
    return lookups
        .readable(sql, ids)
        .map(
            readable -> {
              trees.forEach(
                  tree -> links(tree, guarded, (table, link) -> blank(readable, table, link)));
              return told(changes, trees);
            });
  }

  private static List<Change> told(List<Change> changes, List<ObjectNode> trees) {
    var told = new ArrayList<Change>();
    for (int i = 0; i < changes.size(); i++) {
      var change = changes.get(i);
      if (!trees.get(i).isEmpty() || !change.action().equals("update")) {
        told.add(
            new Change(
                change.version(),
                change.at(),
                change.by(),
                change.action(),
                trees.get(i).toString()));
      }
    }
    return told;
  }

  private ObjectNode seen(String changes) {
    var tree = tree(changes);
    var seen = tree.objectNode();
    for (var column : recordAccess.form().columns()) {
      if (tree.has(column.name()) && recordVisibility.shows(column)) {
        seen.set(
            column.name(), sides(tree.get(column.name()), recordVisibility.right(column.slot())));
      }
    }
    for (var subform : recordAccess.form().subforms()) {
      var key = subform.field().key().value();
      if (tree.has(key) && recordVisibility.shows(subform)) {
        var change = (ObjectNode) tree.get(key);
        SIDES.forEach(side -> change.path(side).forEach(row -> row(subform, row)));
        seen.set(key, change);
      }
    }
    return seen;
  }

  private static ObjectNode tree(String json) {
    try {
      return (ObjectNode) DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The change log holds JSON", e);
    }
  }

  private static JsonNode sides(JsonNode change, FieldRight right) {
    if (right == FieldRight.MASKED) {
      SIDES.forEach(
          side -> {
            if (change.hasNonNull(side)) {
              ((ObjectNode) change)
                  .set(side, TextNode.valueOf(Redaction.masked(text(change.get(side)))));
            }
          });
    }
    return change;
  }

  /** What is a text now may have been a number or a list. */
  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  /** Before there were rows under this key, there may have been a list. */
  private void row(CompiledSubform subform, JsonNode entry) {
    if (!(entry instanceof ObjectNode row)) {
      return;
    }
    for (var column : subform.columns()) {
      var right = recordVisibility.right(subform.slot(), column.slot());
      if (right == FieldRight.HIDDEN) {
        row.remove(column.name());
      } else if (right == FieldRight.MASKED && row.hasNonNull(column.name())) {
        row.put(column.name(), Redaction.masked(text(row.get(column.name()))));
      }
    }
  }

  /** Visits the links of a change that point into these tables. */
  private void links(ObjectNode tree, Set<String> tables, BiConsumer<String, ObjectNode> visit) {
    recordAccess.form().columns().stream()
        .filter(column -> isGuarded(column, tables))
        .forEach(
            column ->
                SIDES.forEach(side -> link(tree.path(column.name()).path(side), column, visit)));
    for (var subform : recordAccess.form().subforms()) {
      subform.columns().stream()
          .filter(column -> isGuarded(column, tables))
          .forEach(
              column ->
                  SIDES.forEach(
                      side ->
                          tree.path(subform.field().key().value())
                              .path(side)
                              .forEach(row -> link(row.path(column.name()), column, visit))));
    }
  }

  private static boolean isGuarded(Column column, Set<String> tables) {
    return column.isLookup()
        && !column.field().head().reveals()
        && tables.contains(column.lookupTable());
  }

  private static void link(JsonNode node, Column column, BiConsumer<String, ObjectNode> visit) {
    if (node instanceof ObjectNode link && link.hasNonNull("id")) {
      visit.accept(column.lookupTable(), link);
    }
  }

  private static void mention(Map<String, Set<UUID>> ids, String table, ObjectNode link) {
    ids.computeIfAbsent(table, _ -> new HashSet<>())
        .add(UUID.fromString(link.get("id").textValue()));
  }

  private static void blank(Map<String, Set<UUID>> readable, String table, ObjectNode link) {
    var id = UUID.fromString(link.get("id").textValue());
    if (!readable.getOrDefault(table, Set.of()).contains(id)) {
      link.remove("title");
    }
  }
}
