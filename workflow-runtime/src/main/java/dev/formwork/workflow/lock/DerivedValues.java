package dev.formwork.workflow.lock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.StoredFormula;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.record.json.RecordJsonWriter;
import dev.formwork.core.record.value.StoredRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What of a record follows from others (totals, rollups, formulas over what a lookup shows). It
 * changes without anybody changing the record, so its history does not tell. Pure.
 */
public final class DerivedValues {

  private DerivedValues() {}

  /** By key of field, as the history has values; what is empty with null. */
  public static ObjectNode of(CompiledForm form, StoredRecord record) {
    var values = DefinitionJson.mapper().createObjectNode();
    derived(form).forEach(column -> values.set(column.name(), value(column, record)));
    return values;
  }

  private static Stream<Column> derived(CompiledForm form) {
    return form.stored().stream().filter(column -> column.field().isDerived());
  }

  /**
   * The fields that follow from what people enter, and from other records.
   *
   * @param own keys of fields that the flow sets: what follows from these says nothing
   */
  public static List<Column> columns(CompiledForm form, Set<String> own) {
    var following = new HashSet<>(own);
    form.formulas().stream()
        .filter(formula -> !formula.isOfRows())
        .map(StoredFormula::computation)
        .filter(one -> one.expression().dependencies().stream().anyMatch(following::contains))
        .forEach(one -> following.add(one.target().name()));
    return derived(form).filter(column -> !following.contains(column.name())).toList();
  }

  /** As the history has it; null: nothing. */
  public static JsonNode value(Column column, StoredRecord record) {
    var value = record.data().get(column.slot());
    return value == null
        ? null
        : tree(RecordJsonWriter.text(json -> RecordJsonWriter.value(json, column, value)));
  }

  private static JsonNode tree(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A value is written as JSON", e);
    }
  }
}
