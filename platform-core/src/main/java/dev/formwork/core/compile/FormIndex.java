package dev.formwork.core.compile;

import dev.formwork.core.naming.FieldKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What requests look up in a form again and again, worked out once.
 *
 * @param stored the columns that its table has
 * @param derived those of them that the server alone gives a value
 * @param columns by key
 * @param subforms by key
 */
record FormIndex(
    List<Column> stored,
    List<Column> derived,
    Map<String, Column> columns,
    Map<FieldKey, CompiledSubform> subforms) {

  static FormIndex of(List<Column> columns, List<CompiledSubform> subforms) {
    var stored = columns.stream().filter(Column::isStored).toList();
    return new FormIndex(
        stored,
        stored.stream().filter(column -> column.field().isDerived()).toList(),
        columns.stream().collect(Collectors.toUnmodifiableMap(Column::name, column -> column)),
        subforms.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    subform -> subform.field().key(), subform -> subform)));
  }
}
