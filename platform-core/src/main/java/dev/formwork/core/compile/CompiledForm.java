package dev.formwork.core.compile;

import dev.formwork.core.definition.AppKey;
import dev.formwork.core.definition.FieldKey;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Names;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A published form, ready to run. Immutable; one instance per version, shared by all requests.
 *
 * @param version of the definition, counting from 1
 * @param columns the stored fields, in the order of the form
 * @param defaults what a new record starts with
 * @param computations in an order in which each finds what it needs
 * @param title what a record is called
 * @param slots how many values a record has, subforms included
 */
public record CompiledForm(
    AppKey app,
    FormDefinition definition,
    int version,
    TableName table,
    List<Column> columns,
    List<CompiledSubform> subforms,
    List<Computation> defaults,
    List<Computation> computations,
    CompiledExpression title,
    Names names,
    int slots,
    FormSql sql,
    Map<String, Column> columnsByKey) {

  static CompiledForm of(
      AppKey app,
      FormDefinition definition,
      int version,
      TableName table,
      List<Column> columns,
      List<CompiledSubform> subforms,
      List<Computation> defaults,
      List<Computation> computations,
      CompiledExpression title,
      Names names) {
    return new CompiledForm(
        app,
        definition,
        version,
        table,
        columns,
        subforms,
        defaults,
        computations,
        title,
        names,
        definition.fields().size(),
        FormSql.of(table, columns, subforms),
        columns.stream().collect(Collectors.toUnmodifiableMap(Column::name, column -> column)));
  }

  public Optional<Column> column(String key) {
    return Optional.ofNullable(columnsByKey.get(key));
  }

  public Optional<Column> column(FieldKey key) {
    return column(key.value());
  }

  public Optional<CompiledSubform> subform(FieldKey key) {
    return subforms.stream().filter(subform -> subform.field().key().equals(key)).findFirst();
  }

  /** Compiles an expression that arrives with a request, such as a filter. */
  public CompiledExpression expression(String source) throws CompiledExpression.InvalidExpression {
    return CompiledExpression.of(source, names);
  }
}
