package dev.formwork.core.expression;

import dev.formwork.core.expression.value.ValueType;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A function that runs a subquery on another form: {@code SUMRECORDS("payment", invoice =
 * RECORDID(), amount)}. In its filter and value, names are fields of that form; {@code THIS.x} is a
 * field of the current record.
 *
 * @param hasValue whether it takes a third argument, worked out on each record found
 * @param result from the type of that argument
 * @param takes which types that argument may have
 * @param sql an aggregate over the value {@code a} in order {@code n}
 */
public record SubqueryFunction(
    String name,
    FunctionHelp help,
    boolean hasValue,
    Predicate<ValueType> takes,
    UnaryOperator<ValueType> result,
    String sql,
    boolean numbersOnly)
    implements ExpressionFunction {

  @Override
  public FunctionCategory family() {
    return FunctionCategory.RECORD;
  }

  @Override
  public List<String> signatures() {
    return List.of(name + (hasValue ? "(form, filter, value)" : "(form, filter)"));
  }

  @Override
  public boolean hasSql() {
    return true;
  }
}
