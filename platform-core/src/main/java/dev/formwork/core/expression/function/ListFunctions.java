package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.LIST;
import static dev.formwork.core.expression.function.FunctionBuilder.many;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;
import static dev.formwork.core.expression.function.FunctionBuilder.text;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueOrder;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Choosing from many values, and asking about them. */
final class ListFunctions {

  private static final ValueType[] LISTABLE = {
    ValueType.TEXT, ValueType.NUMBER, ValueType.DATE, ValueType.DATE_TIME
  };

  private static final String PLACE = "formwork.whole({0}, 0, 1000000)";

  static final List<ExpressionFunction> ALL =
      List.of(
          many("COUNT", "计数")
              .over("values")
              .orItsArguments()
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> DecimalMath.of(present(rows).size()),
                  "count(a)::numeric")
              .help("How many values are not empty.", "非空值的个数。", "COUNT(lines.price)", "3"),
          many("COUNTALL", "行数")
              .over("values")
              .gives(
                  ValueType.NUMBER, (rows, _) -> DecimalMath.of(rows.size()), "count(*)::numeric")
              .help(
                  "How many rows there are, empty or not.",
                  "行数，含空值。",
                  "COUNTALL(lines.price)",
                  "3"),
          many("COUNTIF", "条件计数")
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> DecimalMath.of(rows.stream().filter(row -> holds(row[0])).count()),
                  "(count(*) FILTER (WHERE a))::numeric")
              .help(
                  "For how many rows a condition holds.",
                  "满足条件的行数。",
                  "COUNTIF(lines.quantity > 1)",
                  "2"),
          many("COUNTUNIQUE", "去重计数")
              .over("values", LISTABLE)
              .gives(
                  ValueType.NUMBER,
                  (rows, _) -> DecimalMath.of(distinct(rows).size()),
                  "count(DISTINCT a)::numeric")
              .help(
                  "How many different values there are.",
                  "不同值的个数。",
                  "COUNTUNIQUE(lines.product)",
                  "2"),
          many("FIRST", "首个")
              .over("values", LISTABLE)
              .gives(
                  type -> type,
                  (rows, _) -> at(present(rows), 0),
                  "(array_agg(a ORDER BY n) FILTER (WHERE a IS NOT NULL))[1]")
              .help("The first value.", "第一个值。", "FIRST(lines.product)", "Cable"),
          many("LAST", "末个")
              .over("values", LISTABLE)
              .gives(
                  type -> type,
                  (rows, _) -> at(present(rows), present(rows).size() - 1),
                  "(array_agg(a ORDER BY n DESC) FILTER (WHERE a IS NOT NULL))[1]")
              .help("The last value.", "最后一个值。", "LAST(lines.price)", "1"),
          many("INDEX", "第几个")
              .over("values", LISTABLE)
              .with(number("place"))
              .gives(
                  type -> type,
                  (rows, plain) -> at(values(rows), place(plain[0]) - 1),
                  "(array_agg(a ORDER BY n))[" + PLACE + "]")
              .help(
                  "The value of a row, counting from 1.",
                  "第几行的值，从 1 开始。",
                  "INDEX(lines.product, 2)",
                  "Router"),
          many("LARGE", "第几大")
              .over("values", LISTABLE)
              .with(number("place"))
              .gives(
                  type -> type,
                  (rows, plain) -> at(sorted(rows).reversed(), place(plain[0]) - 1),
                  "(array_agg(a ORDER BY a DESC) FILTER (WHERE a IS NOT NULL))[" + PLACE + "]")
              .help(
                  "The value at a place from the largest down.",
                  "第几大的值。",
                  "LARGE(lines.price, 2)",
                  "10.5"),
          many("SMALL", "第几小")
              .over("values", LISTABLE)
              .with(number("place"))
              .gives(
                  type -> type,
                  (rows, plain) -> at(sorted(rows), place(plain[0]) - 1),
                  "(array_agg(a ORDER BY a) FILTER (WHERE a IS NOT NULL))[" + PLACE + "]")
              .help(
                  "The value at a place from the smallest up.",
                  "第几小的值。",
                  "SMALL(lines.price, 1)",
                  "1"),
          many("UNIQUE", "去重")
              .over("values", LISTABLE)
              .gives(
                  ValueType::list,
                  (rows, _) -> orNull(distinct(rows)),
                  "array_agg(DISTINCT a ORDER BY a) FILTER (WHERE a IS NOT NULL)")
              .help(
                  "Each value once, in order.",
                  "去除重复值并排序。",
                  "UNIQUE(lines.product)",
                  "Cable, Router"),
          many("SORT", "升序")
              .over("values", LISTABLE)
              .gives(
                  ValueType::list,
                  (rows, _) -> orNull(sorted(rows)),
                  "array_agg(a ORDER BY a) FILTER (WHERE a IS NOT NULL)")
              .help(
                  "From the smallest to the largest.",
                  "从小到大排序。",
                  "SORT(lines.price)",
                  "1, 10.5, 99"),
          many("SORTDESC", "降序")
              .over("values", LISTABLE)
              .gives(
                  ValueType::list,
                  (rows, _) -> orNull(sorted(rows).reversed()),
                  "array_agg(a ORDER BY a DESC) FILTER (WHERE a IS NOT NULL)")
              .help(
                  "From the largest to the smallest.",
                  "从大到小排序。",
                  "SORTDESC(lines.price)",
                  "99, 10.5, 1"),
          many("MAP", "取值列表")
              .over("values", LISTABLE)
              .gives(
                  ValueType::list,
                  (rows, _) -> orNull(present(rows)),
                  "array_agg(a ORDER BY n) FILTER (WHERE a IS NOT NULL)")
              .help(
                  "What an expression gives for each row, as a list.",
                  "对每一行求值，得到列表。",
                  "MAP(lines.quantity * 10)",
                  "20, 10, 30"),
          many("FILTER", "筛选")
              .over("values", LISTABLE)
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType::list,
                  (rows, _) -> orNull(present(rows.stream().filter(row -> holds(row[1])).toList())),
                  "array_agg(a ORDER BY n) FILTER (WHERE a IS NOT NULL AND b)")
              .help(
                  "The values of rows for which a condition holds.",
                  "满足条件的行的值。",
                  "FILTER(lines.price, lines.quantity > 1)",
                  "10.5, 1"),
          many("JOIN", "合并文本")
              .over("texts", ValueType.TEXT)
              .with(text("separator").or(", "))
              .gives(
                  ValueType.TEXT,
                  (rows, plain) -> {
                    var texts = present(rows);
                    return texts.isEmpty()
                        ? null
                        : texts.stream()
                            .map(Object::toString)
                            .collect(
                                Collectors.joining(plain[0] == null ? "" : plain[0].toString()));
                  },
                  "string_agg(a, {0} ORDER BY n)")
              .help(
                  "Texts of all rows in one.",
                  "把各行文本合并为一段。",
                  "JOIN(lines.product, \"+\")",
                  "Cable+Router+Cable"),
          many("ANY", "任一满足")
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType.BOOLEAN,
                  (rows, _) -> rows.stream().anyMatch(row -> holds(row[0])),
                  "COALESCE(bool_or(a), FALSE)")
              .help(
                  "Whether a condition holds for any row.",
                  "是否有任一行满足条件。",
                  "ANY(lines.price > 50)",
                  "true"),
          many("ALL", "全部满足")
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType.BOOLEAN,
                  (rows, _) -> rows.stream().allMatch(row -> holds(row[0])),
                  "COALESCE(bool_and(COALESCE(a, FALSE)), TRUE)")
              .help(
                  "Whether a condition holds for all rows.",
                  "是否所有行都满足条件。",
                  "ALL(lines.price > 50)",
                  "false"),
          many("NONE", "全不满足")
              .over("condition", ValueType.BOOLEAN)
              .gives(
                  ValueType.BOOLEAN,
                  (rows, _) -> rows.stream().noneMatch(row -> holds(row[0])),
                  "NOT COALESCE(bool_or(a), FALSE)")
              .help(
                  "Whether a condition holds for no row.",
                  "是否没有行满足条件。",
                  "NONE(lines.price > 500)",
                  "true"),
          scalar(LIST, "CONTAINSANY", "含任一")
              .takes(
                  Parameter.of("list", ValueType.TEXTS),
                  Parameter.of("wanted", ValueType.TEXTS).asOption())
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.two(
                      List.class,
                      List.class,
                      (list, wanted) -> !Collections.disjoint((List<?>) list, (List<?>) wanted)),
                  "({0} && {1})")
              .help(
                  "Whether a list holds any of the wanted texts.",
                  "列表是否包含任一指定文本。",
                  "CONTAINSANY((\"a\", \"b\"), (\"b\", \"c\"))",
                  "true"),
          scalar(LIST, "CONTAINSALL", "含全部")
              .takes(
                  Parameter.of("list", ValueType.TEXTS),
                  Parameter.of("wanted", ValueType.TEXTS).asOption())
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.two(
                      List.class,
                      List.class,
                      (list, wanted) -> ((List<?>) list).containsAll((List<?>) wanted)),
                  "({0} @> {1})")
              .help(
                  "Whether a list holds all wanted texts.",
                  "列表是否包含全部指定文本。",
                  "CONTAINSALL((\"a\", \"b\"), (\"b\", \"c\"))",
                  "false"));

  private ListFunctions() {}

  static boolean holds(Object condition) {
    return Boolean.TRUE.equals(condition);
  }

  private static List<Object> values(List<Object[]> rows) {
    var values = new ArrayList<Object>(rows.size());
    rows.forEach(row -> values.add(row[0]));
    return values;
  }

  /** The values that are not empty, in their order. */
  static List<Object> present(List<Object[]> rows) {
    return rows.stream().map(row -> row[0]).filter(Objects::nonNull).toList();
  }

  static List<Object> sorted(List<Object[]> rows) {
    return present(rows).stream().sorted((Comparator<Object>) ValueOrder::compare).toList();
  }

  private static List<Object> distinct(List<Object[]> rows) {
    var distinct = new ArrayList<Object>();
    for (var value : sorted(rows)) {
      if (distinct.isEmpty() || ValueOrder.compare(distinct.getLast(), value) != 0) {
        distinct.add(value);
      }
    }
    return distinct;
  }

  private static List<Object> orNull(List<Object> list) {
    return list.isEmpty() ? null : list;
  }

  private static int place(Object place) {
    return place instanceof BigDecimal number ? DecimalMath.whole(number, 0, 1_000_000) : 0;
  }

  private static Object at(List<Object> values, int place) {
    return place >= 0 && place < values.size() ? values.get(place) : null;
  }
}
