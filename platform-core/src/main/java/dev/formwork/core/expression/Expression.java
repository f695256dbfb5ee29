package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.BinaryOperator;
import dev.formwork.core.expression.syntax.UnaryOperator;
import dev.formwork.core.expression.value.ValueType;
import java.util.List;

/** The typed tree: every name resolved, every operand of a type its operator takes. */
public sealed interface Expression {

  ValueType type();

  /** A literal; the value is null for {@code EMPTY}. */
  record Constant(ValueType type, Object value) implements Expression {}

  /** A written list; the items are of its element type. */
  record Items(ValueType type, List<Expression> items) implements Expression {}

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

  /** A field of the record that another value points to: {@code customer.industry}. */
  record LookupValue(Expression source, Reference.OfTarget target) implements Expression {
    @Override
    public ValueType type() {
      return target.type();
    }
  }

  /** The day of a moment, in the zone of the evaluation. */
  record DayOf(Expression operand) implements Expression {
    @Override
    public ValueType type() {
      return ValueType.DATE;
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

  record Call(
      ScalarFunction function, Overload overload, ValueType type, List<Expression> arguments)
      implements Expression {}

  /** A field of a record of another form, inside a question to that form. */
  record ForeignValue(Reference.OfTarget field) implements Expression {
    @Override
    public ValueType type() {
      return field.type();
    }
  }

  /**
   * A question to the records of another form. PostgreSQL answers it, also for the JVM, where the
   * answer is looked up in {@link EvaluationContext#related()} by the identity of this node.
   *
   * @param filter which records; reads them by {@link ForeignValue}
   * @param value null when the question needs none
   */
  record Subquery(
      SubqueryFunction function,
      ValueType type,
      String form,
      String table,
      Expression filter,
      Expression value)
      implements Expression {

    /** A question is itself alone: answers are kept by node. */
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** One value made of many. */
  record AggregateCall(
      AggregateFunction function, ValueType type, Source source, List<Expression> plain)
      implements Expression {}

  /** Where the many values come from. */
  sealed interface Source {

    /** The rows of a subform; the operands are worked out on each. */
    record Rows(Reference.Rows rows, List<Expression> operands) implements Source {}

    /** A value that is a list. */
    record Listed(Expression list) implements Source {}

    /** The arguments themselves. */
    record Given(List<Expression> values) implements Source {}
  }

  /** The expressions right below this one. */
  default List<Expression> parts() {
    return switch (this) {
      case Constant _, FieldValue _, RowValue _, ForeignValue _ -> List.of();
      case Subquery subquery ->
          subquery.value() == null
              ? List.of(subquery.filter())
              : List.of(subquery.filter(), subquery.value());
      case Items items -> items.items();
      case LookupValue lookupValue -> List.of(lookupValue.source());
      case DayOf day -> List.of(day.operand());
      case Unary unary -> List.of(unary.operand());
      case Binary binary -> List.of(binary.left(), binary.right());
      case Call call -> call.arguments();
      case AggregateCall aggregateCall -> {
        var values =
            switch (aggregateCall.source()) {
              case Source.Rows rows -> rows.operands();
              case Source.Listed listed -> List.of(listed.list());
              case Source.Given given -> given.values();
            };
        yield java.util.stream.Stream.concat(values.stream(), aggregateCall.plain().stream())
            .toList();
      }
    };
  }
}
