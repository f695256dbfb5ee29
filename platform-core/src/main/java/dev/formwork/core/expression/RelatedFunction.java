package dev.formwork.core.expression;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A question to the records of another form: {@code SUMRECORDS("payment", invoice = RECORDID(),
 * amount)}. In the filter and the value, names are fields of that form; {@code THIS.x} is a field
 * of the record that asks.
 *
 * @param hasValue whether it takes a third argument, worked out on each record found
 * @param result from the type of that argument
 * @param takes which types that argument may have
 * @param sql an aggregate over the value {@code a} in order {@code n}
 */
public record RelatedFunction(
    String name,
    Help help,
    boolean hasValue,
    Predicate<ValueType> takes,
    UnaryOperator<ValueType> result,
    String sql,
    boolean numbersOnly)
    implements Function {

  @Override
  public Family family() {
    return Family.RECORD;
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
