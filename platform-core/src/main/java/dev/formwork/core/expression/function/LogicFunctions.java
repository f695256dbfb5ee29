package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.LOGIC;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;
import static dev.formwork.core.expression.function.FunctionBuilder.text;
import static dev.formwork.core.expression.function.FunctionBuilder.truth;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueOrder;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;

/** Decisions, and what to do about nothing. */
final class LogicFunctions {

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(LOGIC, "IF", "如果")
              .takes(truth("condition"), Parameter.same("then"), Parameter.same("else").or(null))
              .gives(null, LogicFunctions::branch, "(CASE WHEN {0} THEN {1} ELSE {2} END)")
              .help(
                  "One of two values; without the second, nothing.",
                  "条件成立时取第一个值，否则取第二个；省略第二个时为空。",
                  "IF(120 > 100, \"big\", \"small\")",
                  "big"),
          scalar(LOGIC, "IFS", "多条件")
              .takes(truth("condition").repeat(), Parameter.same("value").repeat())
              .gives(null, LogicFunctions::branches, LogicFunctions::branchesSql)
              .help(
                  "The value behind the first condition that holds.",
                  "取第一个成立的条件后面的值。",
                  "IFS(1 > 2, \"a\", 2 > 1, \"b\")",
                  "b"),
          scalar(LOGIC, "SWITCH", "匹配")
              .takes(
                  text("text"), text("case").asOption().repeat(), Parameter.same("value").repeat())
              .closedBy(Parameter.same("else"))
              .gives(null, LogicFunctions::cases, LogicFunctions::casesSql)
              .takes(number("number"), number("case").repeat(), Parameter.same("value").repeat())
              .closedBy(Parameter.same("else"))
              .gives(null, LogicFunctions::cases, LogicFunctions::casesSql)
              .help(
                  "The value behind the case that equals the text or number; a value alone at the end is for all others.",
                  "取与文本或数字相等的情形后面的值；末尾单独的值用于其他情形。",
                  "SWITCH(\"b\", \"a\", 1, \"b\", 2)",
                  "2"),
          scalar(LOGIC, "CHOOSE", "按序选取")
              .takes(number("place"), Parameter.same("value").repeat())
              .gives(null, LogicFunctions::choose, LogicFunctions::chooseSql)
              .help(
                  "The value at a place, counting from 1.",
                  "按序号取值，从 1 开始。",
                  "CHOOSE(2, \"low\", \"middle\", \"high\")",
                  "middle"),
          scalar(LOGIC, "AND", "并且")
              .takes(truth("condition").repeat())
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many(
                      (values, _) -> Arrays.stream(values).allMatch(Boolean.TRUE::equals)),
                  (out, arguments) -> joined(out, arguments, " AND "))
              .help("Whether all conditions hold.", "所有条件是否都成立。", "AND(2 > 1, 3 > 2)", "true"),
          scalar(LOGIC, "OR", "或者")
              .takes(truth("condition").repeat())
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many(
                      (values, _) -> Arrays.stream(values).anyMatch(Boolean.TRUE::equals)),
                  (out, arguments) -> joined(out, arguments, " OR "))
              .help("Whether any condition holds.", "是否有任一条件成立。", "OR(2 < 1, 3 > 2)", "true"),
          scalar(LOGIC, "XOR", "异或")
              .takes(truth("condition"), truth("other"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many((values, _) -> isTrue(values[0]) != isTrue(values[1])),
                  "(COALESCE({0}, FALSE) <> COALESCE({1}, FALSE))")
              .help(
                  "Whether exactly one of two conditions holds.",
                  "两个条件是否恰有一个成立。",
                  "XOR(2 > 1, 3 > 2)",
                  "false"),
          scalar(LOGIC, "DEFAULT", "缺省值")
              .takes(Parameter.same("value"), Parameter.same("instead"))
              .gives(null, LogicFunctions::firstPresent, "COALESCE({0}, {1})")
              .help(
                  "The value, or another when there is none.",
                  "值为空时取另一个值。",
                  "DEFAULT(EMPTY, 5)",
                  "5"),
          scalar(LOGIC, "COALESCE", "首个非空")
              .takes(Parameter.same("value").repeat())
              .gives(
                  null,
                  LogicFunctions::firstPresent,
                  (out, arguments) -> {
                    out.append("COALESCE(");
                    listed(out, arguments);
                    out.append(")");
                  })
              .help(
                  "The first value that is not empty.",
                  "第一个不为空的值。",
                  "COALESCE(EMPTY, \"b\", \"c\")",
                  "b"),
          scalar(LOGIC, "EMPTYIF", "相等则空")
              .takes(Parameter.same("value"), Parameter.same("other").asOption())
              .gives(
                  null,
                  FunctionBody.many(
                      (values, _) -> ValueOrder.same(values[0], values[1]) ? null : values[0]),
                  "NULLIF({0}, {1})")
              .help(
                  "The value, but nothing when it equals the other.",
                  "与另一个值相等时为空。",
                  "EMPTYIF(\"-\", \"-\")",
                  ""),
          scalar(LOGIC, "ISEMPTY", "是否为空")
              .takes(Parameter.any("value"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many((values, _) -> values[0] == null),
                  "({0} IS NULL)")
              .help("Whether there is nothing.", "值是否为空。", "ISEMPTY(\"\")", "true"),
          scalar(LOGIC, "ISNOTEMPTY", "是否非空")
              .takes(Parameter.any("value"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many((values, _) -> values[0] != null),
                  "({0} IS NOT NULL)")
              .help("Whether there is something.", "值是否不为空。", "ISNOTEMPTY(\"a\")", "true"));

  private LogicFunctions() {}

  private static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value);
  }

  private static Program branch(List<Program> arguments) {
    var condition = arguments.get(0);
    var then = arguments.get(1);
    var otherwise = arguments.get(2);
    return evaluationContext ->
        isTrue(condition.run(evaluationContext))
            ? then.run(evaluationContext)
            : otherwise.run(evaluationContext);
  }

  private static Program branches(List<Program> arguments) {
    return evaluationContext -> {
      for (int i = 0; i + 1 < arguments.size(); i += 2) {
        if (isTrue(arguments.get(i).run(evaluationContext))) {
          return arguments.get(i + 1).run(evaluationContext);
        }
      }
      return null;
    };
  }

  private static void branchesSql(SqlWriter out, List<Expression> arguments) {
    out.append("(CASE");
    for (int i = 0; i + 1 < arguments.size(); i += 2) {
      out.append(" WHEN ");
      out.condition(arguments.get(i));
      out.append(" THEN ");
      out.value(arguments.get(i + 1));
    }
    out.append(" END)");
  }

  private static Program cases(List<Program> arguments) {
    boolean closed = arguments.size() % 2 == 0;
    int end = arguments.size() - (closed ? 1 : 0);
    return evaluationContext -> {
      var value = arguments.getFirst().run(evaluationContext);
      for (int i = 1; value != null && i + 1 < end; i += 2) {
        var one = arguments.get(i).run(evaluationContext);
        if (one != null && ValueOrder.same(value, one)) {
          return arguments.get(i + 1).run(evaluationContext);
        }
      }
      return closed ? arguments.getLast().run(evaluationContext) : null;
    };
  }

  private static void casesSql(SqlWriter out, List<Expression> arguments) {
    boolean closed = arguments.size() % 2 == 0;
    int end = arguments.size() - (closed ? 1 : 0);
    var collated = arguments.getFirst().type() == ValueType.TEXT ? " COLLATE \"C\"" : "";
    out.append("(CASE ");
    out.value(arguments.getFirst());
    for (int i = 1; i + 1 < end; i += 2) {
      out.append(" WHEN ");
      out.value(arguments.get(i));
      out.append(collated + " THEN ");
      out.value(arguments.get(i + 1));
    }
    if (closed) {
      out.append(" ELSE ");
      out.value(arguments.getLast());
    }
    out.append(" END)");
  }

  private static Program choose(List<Program> arguments) {
    return evaluationContext ->
        arguments.getFirst().run(evaluationContext) instanceof BigDecimal place
                && DecimalMath.whole(place, 0, arguments.size()) > 0
                && DecimalMath.whole(place, 0, arguments.size()) < arguments.size()
            ? arguments.get(DecimalMath.whole(place, 0, arguments.size())).run(evaluationContext)
            : null;
  }

  private static void chooseSql(SqlWriter out, List<Expression> arguments) {
    out.append("(CASE trunc(");
    out.value(arguments.getFirst());
    out.append(")");
    for (int i = 1; i < arguments.size(); i++) {
      out.append(" WHEN " + i + " THEN ");
      out.value(arguments.get(i));
    }
    out.append(" END)");
  }

  private static Program firstPresent(List<Program> arguments) {
    return evaluationContext -> {
      for (var argument : arguments) {
        var value = argument.run(evaluationContext);
        if (value != null) {
          return value;
        }
      }
      return null;
    };
  }

  private static void joined(SqlWriter out, List<Expression> conditions, String operator) {
    out.append("(");
    for (int i = 0; i < conditions.size(); i++) {
      out.append(i == 0 ? "" : operator);
      out.condition(conditions.get(i));
    }
    out.append(")");
  }

  static void listed(SqlWriter out, List<Expression> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      out.value(arguments.get(i));
    }
  }
}
