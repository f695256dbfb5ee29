package dev.formwork.ui.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.Set;

/** The changes of a record: who, when, which field, old and new value. */
final class RecordHistoryList extends Div {

  /** What changed is said of these; of a first version, everything did. */
  private static final Set<String> SHOWN = Set.of("update", "submit", "recompute");

  private final transient CompiledForm form;
  private final transient FieldDisplay display;
  private final transient HistoryText text;

  RecordHistoryList(CompiledForm form, List<RecordQueries.Change> changes, FieldDisplay display) {
    this.form = form;
    this.display = display;
    this.text = new HistoryText(display);
    addClassName("fw-history");
    changes.forEach(this::entry);
  }

  private void entry(RecordQueries.Change change) {
    var who =
        change.by() == null
            ? UiTexts.of("history.system")
            : display.members().getOrDefault(change.by(), "?");
    var head =
        new Div(
            new Span(who),
            new Span(UiTexts.of("history." + change.action())),
            new Span(display.moment(change.at())));
    head.addClassName("fw-history-head");
    var entry = new Div(head);
    entry.addClassName("fw-history-entry");
    if (change.version() > 1 && SHOWN.contains(change.action())) {
      tree(change.changes())
          .properties()
          .forEach(property -> entry.add(line(property.getKey(), property.getValue())));
    }
    add(entry);
  }

  private static JsonNode tree(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The change log holds JSON", e);
    }
  }

  private Div line(String key, JsonNode change) {
    var field =
        form.definition().fields().stream()
            .filter(one -> one.key().value().equals(key))
            .findFirst();
    var label = field.map(one -> one.title().in(UiTexts.locale())).orElse(key);
    var line =
        new Div(
            new Span(label + ": "),
            new Span(text.of(field.orElse(null), change.path("from"))),
            new Span(" → "),
            new Span(text.of(field.orElse(null), change.path("to"))));
    line.addClassName("fw-history-line");
    return line;
  }
}
