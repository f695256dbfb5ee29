package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.field.FieldTable;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.FormKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * @param uses the other forms that were looked at to compile it
 * @param symbols what expressions may name that arrive with requests
 * @param links to the other forms of the app
 * @param sql the statements
 * @param index of what requests look up
 * @param fieldTable the fields by slot and key, with the checks of their values
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
    Set<FormKey> uses,
    FormSymbols symbols,
    AppGraph links,
    FormSql sql,
    FormIndex index,
    FieldTable fieldTable) {

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
    return index.stored();
  }

  /** Those of the stored columns that the server alone gives a value. */
  public List<Column> derived() {
    return index.derived();
  }

  /** Slots of the fields whose readers are noted in the audit log. */
  public List<Integer> sensitive() {
    return index.sensitive();
  }

  public Optional<Column> column(String key) {
    return Optional.ofNullable(index.columns().get(key));
  }

  public Optional<Column> column(FieldKey key) {
    return column(key.value());
  }

  public Optional<CompiledSubform> subform(FieldKey key) {
    return Optional.ofNullable(index.subforms().get(key));
  }

  /**
   * Whether a change to a record concerns other records, or depends on them: it then takes a
   * transaction with locks.
   */
  public boolean isLinked() {
    return !reads.isEmpty() || !invariants.isEmpty() || !links.readers(key()).isEmpty();
  }

  /** What expressions may name that arrive with requests. */
  public SymbolTable names() {
    return symbols;
  }

  /** Compiles an expression that arrives with a request, such as a filter. */
  public CompiledExpression expression(String source) throws CompiledExpression.InvalidExpression {
    return CompiledExpression.of(source, symbols);
  }

  /** What expressions may name that speak of one row of a subform. */
  public SymbolTable rowNames(String subform) {
    if (!index.subforms().containsKey(new FieldKey(subform))) {
      throw new IllegalArgumentException("No subform " + subform + " in " + key());
    }
    return symbols.ofRows(subform);
  }

  /** What an expression that arrives with a request reads behind lookups. */
  public List<LookupPrefetch> needs(CompiledExpression expression) {
    return symbols.needs(expression);
  }

  /** The same form among other ones, none of which it was compiled by has changed. */
  CompiledForm among(FormCompiler.Setting others) {
    return new CompiledForm(
        app,
        definition,
        version,
        table,
        columns,
        subforms,
        defaults,
        formulas,
        virtuals,
        rollups,
        title,
        rules,
        lookups,
        validations,
        invariants,
        needs,
        reads,
        questions,
        scripted,
        uses,
        symbols.among(others),
        others.links(),
        sql,
        index,
        fieldTable);
  }
}
