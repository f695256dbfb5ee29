package dev.formwork.core.compile;

import dev.formwork.core.naming.FieldKey;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What requests look up in a form again and again, worked out once.
 *
 * @param stored the columns that its table has
 * @param derived those of them that the server alone gives a value
 * @param columns by key
 * @param subforms by key
 * @param sensitive slots of the fields whose readers are noted
 */
record FormIndex(
    List<Column> stored,
    List<Column> derived,
    Map<String, Column> columns,
    Map<FieldKey, CompiledSubform> subforms,
    List<Integer> sensitive) {

  static FormIndex of(List<Column> columns, List<CompiledSubform> subforms) {
    var stored = columns.stream().filter(Column::isStored).toList();
    return new FormIndex(
        stored,
        stored.stream().filter(column -> column.field().isDerived()).toList(),
        columns.stream().collect(Collectors.toUnmodifiableMap(Column::name, column -> column)),
        subforms.stream()
            .collect(
                Collectors.toUnmodifiableMap(subform -> subform.field().key(), subform -> subform)),
        Stream.concat(
                columns.stream()
                    .filter(column -> column.field().head().sensitive())
                    .map(Column::slot),
                subforms.stream()
                    .filter(subform -> subform.field().head().sensitive())
                    .map(CompiledSubform::slot))
            .sorted()
            .toList());
  }
}
