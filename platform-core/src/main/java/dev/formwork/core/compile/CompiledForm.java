package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FieldKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A published form, ready to run. Immutable; one instance per version, shared by all requests.
 *
 * @param version of the definition, counting from 1
 * @param columns the fields with single values, in the order of the form
 * @param defaults what a new record starts with
 * @param formulas of the record and of rows, in an order in which each finds what it needs
 * @param virtuals worked out when a record is read, in such an order
 * @param rollups of the record and of its subforms' rows
 * @param title what a record is called
 * @param rules of the fields
 * @param needs what formulas read behind lookups
 * @param reads what stored values and invariants depend on in other forms
 * @param questions what rules and formulas ask other forms, answered before they run
 * @param scripted whether its expressions call scripts, which must not hold up an event loop
 * @param links to the other forms of the app
 * @param sql the statements
 */
public record CompiledForm(
    AppKey app,
    FormDefinition definition,
    int version,
    TableName table,
    List<Column> columns,
    List<CompiledSubform> subforms,
    List<CompiledAssignment> defaults,
    List<StoredFormula> formulas,
    List<CompiledAssignment> virtuals,
    List<CompiledRollup> rollups,
    CompiledExpression title,
    List<FieldRules> rules,
    List<LookupRules> lookups,
    List<CompiledRule> validations,
    List<CompiledRule> invariants,
    List<LookupPrefetch> needs,
    List<Dependency> reads,
    List<Expression.Subquery> questions,
    boolean scripted,
    SymbolTable names,
    AppGraph links,
    FormSql sql,
    Map<String, Column> columnsByKey) {

  /** A form is itself alone: a version is compiled once, and kept in maps by itself. */
  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** How many values a record has, subforms included. */
  public int slots() {
    return definition.fields().size();
  }

  public String key() {
    return definition.key().value();
  }

  /** The columns that its table has. */
  public List<Column> stored() {
    return columns.stream().filter(Column::isStored).toList();
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

  /**
   * Whether a change to a record concerns other records, or depends on them: it then takes a
   * transaction with locks.
   */
  public boolean isLinked() {
    return !reads.isEmpty() || !invariants.isEmpty() || !links.readers(key()).isEmpty();
  }

  /** Compiles an expression that arrives with a request, such as a filter. */
  public CompiledExpression expression(String source) throws CompiledExpression.InvalidExpression {
    return CompiledExpression.of(source, names);
  }

  /** What expressions may name that speak of one row of a subform. */
  public SymbolTable rowNames(String subform) {
    return ((FormNameResolver) names)
        .child(subform)
        .orElseThrow(() -> new IllegalArgumentException("No subform " + subform + " in " + key()));
  }

  /** What an expression that arrives with a request reads behind lookups. */
  public List<LookupPrefetch> needs(CompiledExpression expression) {
    return new DependencyCompiler((FormNameResolver) names).needs(Stream.of(expression));
  }

  static Map<String, Column> byKey(List<Column> columns) {
    return columns.stream().collect(Collectors.toUnmodifiableMap(Column::name, column -> column));
  }
}
