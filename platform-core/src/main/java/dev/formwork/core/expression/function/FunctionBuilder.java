package dev.formwork.core.expression.function;

import dev.formwork.core.expression.AggregateFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.FunctionCategory;
import dev.formwork.core.expression.FunctionHelp;
import dev.formwork.core.expression.Overload;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.SqlTemplate;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.value.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The builder in whose terms functions are declared. */
final class FunctionBuilder {

  private FunctionBuilder() {}

  static Scalar scalar(FunctionCategory functionCategory, String name, String chineseName) {
    return new Scalar(functionCategory, name, chineseName);
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
    private final FunctionCategory functionCategory;
    private final String name;
    private final String chineseName;
    private final List<Overload> overloads = new ArrayList<>();
    private Volatility volatility = Volatility.STABLE;
    private List<Parameter> parameters = List.of();
    private Parameter closing;

    private Scalar(FunctionCategory functionCategory, String name, String chineseName) {
      this.functionCategory = functionCategory;
      this.name = name;
      this.chineseName = chineseName;
    }

    Scalar changes(Volatility how) {
      volatility = how;
      return this;
    }

    Scalar takes(Parameter... wanted) {
      parameters = List.of(wanted);
      closing = null;
      return this;
    }

    /** Behind what is repeated, one more may stand. */
    Scalar closedBy(Parameter last) {
      closing = last;
      return this;
    }

    /** Of what was taken last; null as a type is that of the parameters marked the same. */
    Scalar gives(ValueType result, FunctionBody functionBody, SqlTemplate sql) {
      overloads.add(new Overload(parameters, result, functionBody, sql, closing));
      return this;
    }

    Scalar gives(ValueType result, FunctionBody functionBody, String sql) {
      return gives(result, functionBody, SqlTemplate.of(sql));
    }

    /** For what PostgreSQL cannot say the same way. */
    Scalar givesInJvmOnly(ValueType result, FunctionBody functionBody) {
      return gives(result, functionBody, (SqlTemplate) null);
    }

    ScalarFunction help(String english, String chinese, String example, String result) {
      return new ScalarFunction(
          name,
          functionCategory,
          new FunctionHelp(chineseName, english, chinese, example, result),
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
    private final List<AggregateFunction.Operand> operands = new ArrayList<>();
    private final List<Parameter> plain = new ArrayList<>();
    private boolean variadic;
    private UnaryOperator<ValueType> result = type -> type;
    private AggregateFunction.Reducer reducer;
    private String sql;

    private Many(String name, String chineseName) {
      this.name = name;
      this.chineseName = chineseName;
    }

    Many over(String operand, ValueType... types) {
      operands.add(new AggregateFunction.Operand(operand, Set.of(types)));
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

    Many gives(UnaryOperator<ValueType> type, AggregateFunction.Reducer how, String inSql) {
      result = type;
      reducer = how;
      sql = inSql;
      return this;
    }

    Many gives(ValueType type, AggregateFunction.Reducer how, String inSql) {
      return gives(_ -> type, how, inSql);
    }

    AggregateFunction help(String english, String chinese, String example, String answer) {
      return new AggregateFunction(
          name,
          FunctionCategory.LIST,
          new FunctionHelp(chineseName, english, chinese, example, answer),
          List.copyOf(operands),
          List.copyOf(plain),
          variadic,
          result,
          reducer,
          sql);
    }
  }
}
