package dev.formwork.core.expression;

import dev.formwork.core.expression.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A function of many values: of the rows of a subform, of a list, or of its arguments.
 *
 * @param operands what is worked out for each row; the first is the value, which is also what a
 *     list gives. A condition is an operand of type boolean.
 * @param plain parameters behind the operands, worked out once
 * @param variadic whether it may be called with its values as arguments
 * @param result from the type of the first operand
 * @param reducer in the JVM; values come with one entry for each operand, empty ones included
 * @param sql an aggregate over columns {@code a}, {@code b} … (the operands) and {@code n} (the
 *     place), with places {@code {0}} … for the plain arguments; null: there is none
 */
public record AggregateFunction(
    String name,
    FunctionCategory family,
    FunctionHelp help,
    List<Operand> operands,
    List<Parameter> plain,
    boolean variadic,
    UnaryOperator<ValueType> result,
    Reducer reducer,
    String sql)
    implements ExpressionFunction {

  /** One value of each row. */
  public record Operand(String name, Set<ValueType> types) {
    boolean takes(ValueType type) {
      return types.isEmpty() || type == ValueType.NOTHING || types.contains(type);
    }
  }

  /** Makes one value of many. */
  @FunctionalInterface
  public interface Reducer {
    /**
     * @param rows of operands, in their order
     */
    Object reduce(List<Object[]> rows, Object[] plain);
  }

  @Override
  public List<String> signatures() {
    var parts = new ArrayList<String>();
    operands.forEach(operand -> parts.add(operand.name()));
    plain.forEach(
        parameter ->
            parts.add(parameter.optional() ? "[" + parameter.name() + "]" : parameter.name()));
    return List.of(name + "(" + String.join(", ", parts) + (variadic ? ", …)" : ")"));
  }

  @Override
  public boolean hasSql() {
    return sql != null;
  }
}
