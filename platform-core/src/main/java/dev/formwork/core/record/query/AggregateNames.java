package dev.formwork.core.record.query;

import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The symbols of a condition on groups: what the groups and the measures are called. */
final class AggregateNames implements SymbolTable {

  private final List<AggregateColumn> columns;
  private final SymbolTable form;

  AggregateNames(List<AggregateColumn> columns, SymbolTable form) {
    this.columns = columns.stream().filter(column -> column.name() != null).toList();
    this.form = form;
  }

  Optional<AggregateColumn> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  @Override
  public Optional<Reference> field(String name) {
    return column(name).map(AggregateColumn::reference);
  }

  @Override
  public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
    return Optional.empty();
  }

  /** The options of the field that is grouped by. */
  @Override
  public List<Choice> choices(Reference reference) {
    return column(reference.key())
        .map(AggregateColumn::field)
        .filter(Objects::nonNull)
        .map(form::choices)
        .orElse(List.of());
  }

  @Override
  public FunctionLibrary library() {
    return form.library();
  }

  @Override
  public List<String> known() {
    return columns.stream().map(AggregateColumn::name).toList();
  }
}
