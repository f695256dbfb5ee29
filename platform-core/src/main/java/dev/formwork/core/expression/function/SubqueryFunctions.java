package dev.formwork.core.expression.function;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionHelp;
import dev.formwork.core.expression.SubqueryFunction;
import dev.formwork.core.expression.value.ValueType;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Questions to the records of other forms. */
final class SubqueryFunctions {

  static final List<ExpressionFunction> ALL =
      List.of(
          question(
              "COUNTRECORDS",
              "记录计数",
              false,
              Objects::nonNull,
              _ -> ValueType.NUMBER,
              "count(*)::numeric",
              "How many records of another form satisfy a condition.",
              "另一张表单中满足条件的记录数。",
              "COUNTRECORDS(\"payment\", invoice = RECORDID())"),
          question(
              "EXISTS",
              "是否存在",
              false,
              Objects::nonNull,
              _ -> ValueType.BOOLEAN,
              "count(*) > 0",
              "Whether any record of another form satisfies a condition.",
              "另一张表单中是否存在满足条件的记录。",
              "EXISTS(\"payment\", invoice = RECORDID())"),
          question(
              "SUMRECORDS",
              "记录求和",
              true,
              Objects::nonNull,
              _ -> ValueType.NUMBER,
              "COALESCE(sum(a), 0)",
              "The total over records of another form; of none, 0.",
              "对另一张表单中满足条件的记录求和，没有时为 0。",
              "SUMRECORDS(\"payment\", invoice = RECORDID(), amount)"),
          question(
              "AVERAGERECORDS",
              "记录平均",
              true,
              Objects::nonNull,
              _ -> ValueType.NUMBER,
              "formwork.quotient(sum(a), count(a))",
              "The mean over records of another form.",
              "对另一张表单中满足条件的记录求平均值。",
              "AVERAGERECORDS(\"payment\", invoice = RECORDID(), amount)"),
          question(
              "MINRECORDS",
              "记录最小值",
              true,
              ValueType::isOrdered,
              type -> type,
              "min(a)",
              "The smallest value in records of another form.",
              "另一张表单中满足条件的记录的最小值。",
              "MINRECORDS(\"payment\", invoice = RECORDID(), amount)"),
          question(
              "MAXRECORDS",
              "记录最大值",
              true,
              ValueType::isOrdered,
              type -> type,
              "max(a)",
              "The largest value in records of another form.",
              "另一张表单中满足条件的记录的最大值。",
              "MAXRECORDS(\"payment\", invoice = RECORDID(), amount)"),
          question(
              "LOOKUP",
              "查找",
              true,
              type -> !type.isList(),
              type -> type,
              "(array_agg(a ORDER BY n))[1]",
              "The value in the first record of another form that satisfies a condition.",
              "另一张表单中第一条满足条件的记录的值。",
              "LOOKUP(\"payment\", invoice = RECORDID(), amount)"));

  private SubqueryFunctions() {}

  private static SubqueryFunction question(
      String name,
      String chineseName,
      boolean hasValue,
      Predicate<ValueType> takes,
      UnaryOperator<ValueType> result,
      String sql,
      String english,
      String chinese,
      String example) {
    return new SubqueryFunction(
        name,
        new FunctionHelp(chineseName, english, chinese, example, null),
        hasValue,
        takes,
        result,
        sql,
        name.startsWith("SUM") || name.startsWith("AVERAGE"));
  }
}
