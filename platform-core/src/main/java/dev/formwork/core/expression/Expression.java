package dev.formwork.core.expression;

import java.util.List;

/** The typed tree: every name resolved, every operand of a type its operator takes. */
public sealed interface Expression {

  ValueType type();

  /** A literal; the value is null for {@code EMPTY}. */
  record Constant(ValueType type, Object value) implements Expression {}

  record Items(List<Expression> items) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.TEXTS;
    }
  }

  /** A field of the record itself. */
  record FieldValue(Reference.OfRecord field) implements Expression {
    @Override
    public ValueType type() {
      return field.type();
    }
  }

  /** A column of the subform row that the evaluation stands on. */
  record RowValue(Reference.OfRow column) implements Expression {
    @Override
    public ValueType type() {
      return column.type();
    }
  }

  record Unary(UnaryOperator operator, Expression operand) implements Expression {
    @Override
    public ValueType type() {
      return operator == UnaryOperator.NOT ? ValueType.BOOLEAN : ValueType.NUMBER;
    }
  }

  record Binary(BinaryOperator operator, ValueType type, Expression left, Expression right)
      implements Expression {}

  record Call(Function function, ValueType type, List<Expression> arguments)
      implements Expression {}

  /** An aggregate over the rows of a subform: the operand is worked out once for each row. */
  record OverRows(Aggregate aggregate, ValueType type, Reference.Rows rows, Expression operand)
      implements Expression {}
}
