package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Body;
import dev.formwork.core.expression.Family;
import dev.formwork.core.expression.Help;
import dev.formwork.core.expression.ListFunction;
import dev.formwork.core.expression.Overload;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.SqlForm;
import dev.formwork.core.expression.ValueType;
import dev.formwork.core.expression.Volatility;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The builder in whose terms functions are declared. */
final class Declaring {

  private Declaring() {}

  static Scalar scalar(Family family, String name, String chineseName) {
    return new Scalar(family, name, chineseName);
  }

  static Parameter text(String name) {
    return Parameter.of(name, ValueType.TEXT);
  }

  static Parameter number(String name) {
    return Parameter.of(name, ValueType.NUMBER);
  }

  static Parameter truth(String name) {
    return Parameter.of(name, ValueType.BOOLEAN);
  }

  static Parameter date(String name) {
    return Parameter.of(name, ValueType.DATE);
  }

  static Parameter moment(String name) {
    return Parameter.of(name, ValueType.DATE_TIME);
  }

  /** A scalar function in the making. */
  static final class Scalar {
    private final Family family;
    private final String name;
    private final String chineseName;
    private final List<Overload> overloads = new ArrayList<>();
    private Volatility volatility = Volatility.STABLE;
    private List<Parameter> parameters = List.of();

    private Scalar(Family family, String name, String chineseName) {
      this.family = family;
      this.name = name;
      this.chineseName = chineseName;
    }

    Scalar changes(Volatility how) {
      volatility = how;
      return this;
    }

    Scalar takes(Parameter... wanted) {
      parameters = List.of(wanted);
      return this;
    }

    /** Of what was taken last; null as a type is that of the parameters marked the same. */
    Scalar gives(ValueType result, Body body, SqlForm sql) {
      overloads.add(new Overload(parameters, result, body, sql));
      return this;
    }

    Scalar gives(ValueType result, Body body, String sql) {
      return gives(result, body, SqlForm.of(sql));
    }

    /** For what PostgreSQL cannot say the same way. */
    Scalar givesInJvmOnly(ValueType result, Body body) {
      return gives(result, body, (SqlForm) null);
    }

    ScalarFunction help(String english, String chinese, String example, String result) {
      return new ScalarFunction(
          name,
          family,
          new Help(chineseName, english, chinese, example, result),
          volatility,
          List.copyOf(overloads));
    }
  }

  static Many many(String name, String chineseName) {
    return new Many(name, chineseName);
  }

  /** A list function in the making. */
  static final class Many {
    private final String name;
    private final String chineseName;
    private final List<ListFunction.Operand> operands = new ArrayList<>();
    private final List<Parameter> plain = new ArrayList<>();
    private boolean variadic;
    private UnaryOperator<ValueType> result = type -> type;
    private ListFunction.Reducer reducer;
    private String sql;

    private Many(String name, String chineseName) {
      this.name = name;
      this.chineseName = chineseName;
    }

    Many over(String operand, ValueType... types) {
      operands.add(new ListFunction.Operand(operand, Set.of(types)));
      return this;
    }

    Many with(Parameter parameter) {
      plain.add(parameter);
      return this;
    }

    Many orItsArguments() {
      variadic = true;
      return this;
    }

    Many gives(UnaryOperator<ValueType> type, ListFunction.Reducer how, String inSql) {
      result = type;
      reducer = how;
      sql = inSql;
      return this;
    }

    Many gives(ValueType type, ListFunction.Reducer how, String inSql) {
      return gives(_ -> type, how, inSql);
    }

    ListFunction help(String english, String chinese, String example, String answer) {
      return new ListFunction(
          name,
          Family.LIST,
          new Help(chineseName, english, chinese, example, answer),
          List.copyOf(operands),
          List.copyOf(plain),
          variadic,
          result,
          reducer,
          sql);
    }
  }
}
