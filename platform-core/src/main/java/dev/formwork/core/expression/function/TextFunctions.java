package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.TEXT;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;
import static dev.formwork.core.expression.function.FunctionBuilder.text;
import static dev.formwork.core.expression.function.FunctionBuilder.truth;

import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.TextOperations;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Cutting, joining and changing text. Characters are code points; places count from 1. */
final class TextFunctions {

  /** Where repeated and filled text ends, so that a formula cannot fill a server. */
  private static final int MAX_LENGTH = 10_000;

  /** What counts as space: tab, newline, return, space, no-break space, ideographic space. */
  private static final String SPACES = "\t\n\r \u00a0\u3000";

  private static final String SPACES_SQL = "E'\\t\\n\\r \\u00a0\\u3000'";

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(TEXT, "LEN", "文本长度")
              .takes(text("text"))
              .gives(
                  ValueType.NUMBER,
                  arguments -> {
                    var text = arguments.getFirst();
                    return evaluationContext ->
                        text.run(evaluationContext) instanceof String string
                            ? BigDecimal.valueOf(TextOperations.length(string))
                            : BigDecimal.ZERO;
                  },
                  "COALESCE(char_length({0}), 0)::numeric")
              .help("How many characters a text has.", "文本的字符数。", "LEN(\"泵 A\")", "3"),
          scalar(TEXT, "LEFT", "左侧文本")
              .takes(text("text"), number("count").or(BigDecimal.ONE))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.two(
                      String.class,
                      BigDecimal.class,
                      (text, count) -> TextOperations.slice(text, 0, places(count))),
                  "left({0}, " + placesSql("{1}") + ")")
              .help(
                  "The first characters of a text.",
                  "文本开头的若干个字符。",
                  "LEFT(\"Formwork\", 4)",
                  "Form"),
          scalar(TEXT, "RIGHT", "右侧文本")
              .takes(text("text"), number("count").or(BigDecimal.ONE))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.two(
                      String.class,
                      BigDecimal.class,
                      (text, count) ->
                          TextOperations.slice(
                              text,
                              TextOperations.length(text) - (long) places(count),
                              TextOperations.length(text))),
                  "right({0}, " + placesSql("{1}") + ")")
              .help(
                  "The last characters of a text.",
                  "文本末尾的若干个字符。",
                  "RIGHT(\"Formwork\", 4)",
                  "work"),
          scalar(TEXT, "MID", "截取文本")
              .takes(text("text"), number("start"), number("count"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.three(
                      String.class,
                      BigDecimal.class,
                      BigDecimal.class,
                      (text, start, count) ->
                          TextOperations.slice(
                              text,
                              Math.max(1, places(start)) - 1L,
                              Math.max(1, places(start)) - 1L + places(count))),
                  "substr({0}, " + placeSql("{1}") + ", " + placesSql("{2}") + ")")
              .help(
                  "Characters from a place on, counting from 1.",
                  "从第几个字符起截取若干个字符。",
                  "MID(\"Formwork\", 5, 2)",
                  "wo"),
          scalar(TEXT, "UPPER", "转大写")
              .takes(text("text"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(String.class, TextOperations::upper),
                  "(upper({0} COLLATE formwork.letters) COLLATE \"C\")")
              .help("In capitals.", "转换为大写。", "UPPER(\"formé\")", "FORMÉ"),
          scalar(TEXT, "LOWER", "转小写")
              .takes(text("text"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(String.class, TextOperations::lower),
                  "(lower({0} COLLATE formwork.letters) COLLATE \"C\")")
              .help("In small letters.", "转换为小写。", "LOWER(\"FORMÉ\")", "formé"),
          scalar(TEXT, "PROPER", "首字母大写")
              .takes(text("text"))
              .givesInJvmOnly(ValueType.TEXT, FunctionBody.one(String.class, TextFunctions::proper))
              .help("Each word with a capital.", "每个单词首字母大写。", "PROPER(\"ann LEE\")", "Ann Lee"),
          scalar(TEXT, "TRIM", "去除空格")
              .takes(text("text"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(String.class, TextFunctions::trim),
                  "btrim({0}, " + SPACES_SQL + ")")
              .help("Without spaces around it.", "去除首尾空白。", "TRIM(\"  a b \")", "a b"),
          scalar(TEXT, "CLEAN", "合并空白")
              .takes(text("text"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(String.class, TextFunctions::clean),
                  "btrim(regexp_replace({0}, E'[\\t\\n\\r \\u00a0\\u3000]+', ' ', 'g'), ' ')")
              .help(
                  "Without spaces around it, and with one space where there were several.",
                  "去除首尾空白，并把连续空白合并为一个空格。",
                  "CLEAN(\" a   b \")",
                  "a b"),
          scalar(TEXT, "REPLACE", "按位置替换")
              .takes(text("text"), number("start"), number("count"), text("new text").or(null))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.many((values, _) -> replace(values)),
                  "(left({0}, "
                      + placeSql("{1}")
                      + " - 1) || COALESCE({3}, '') || substr({0}, "
                      + placeSql("{1}")
                      + " + "
                      + placesSql("{2}")
                      + "))")
              .help(
                  "With other text in place of some characters.",
                  "把从某个位置起的若干个字符换成新文本。",
                  "REPLACE(\"13800001111\", 4, 4, \"****\")",
                  "138****1111"),
          scalar(TEXT, "SUBSTITUTE", "替换文本")
              .takes(text("text"), text("old text"), text("new text").or(null))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.many(
                      (values, _) ->
                          values[0] instanceof String text && values[1] instanceof String old
                              ? text.replace(old, values[2] instanceof String now ? now : "")
                              : values[0]),
                  "(CASE WHEN {1} IS NULL THEN {0} ELSE replace({0}, {1}, COALESCE({2}, '')) END)")
              .help(
                  "With every occurrence of a text replaced.",
                  "把文本中的某段文字全部替换。",
                  "SUBSTITUTE(\"a-b-c\", \"-\", \"/\")",
                  "a/b/c"),
          scalar(TEXT, "FIND", "查找位置")
              .takes(text("part"), text("text"), number("start").or(BigDecimal.ONE))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.three(
                      String.class, String.class, BigDecimal.class, TextFunctions::find),
                  findSql("{0}", "{1}"))
              .help(
                  "Where a text begins in another, counting from 1; nothing when it is not there.",
                  "文本在另一文本中的起始位置，找不到时为空。",
                  "FIND(\"w\", \"Formwork\")",
                  "5"),
          scalar(TEXT, "SEARCH", "不区分大小写查找")
              .takes(text("part"), text("text"), number("start").or(BigDecimal.ONE))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.three(
                      String.class,
                      String.class,
                      BigDecimal.class,
                      (part, text, start) ->
                          find(TextOperations.lower(part), TextOperations.lower(text), start)),
                  findSql(
                      "(lower({0} COLLATE formwork.letters) COLLATE \"C\")",
                      "(lower({1} COLLATE formwork.letters) COLLATE \"C\")"))
              .help("As FIND, in any case.", "同 FIND，但不区分大小写。", "SEARCH(\"W\", \"Formwork\")", "5"),
          scalar(TEXT, "EXACT", "完全相同")
              .takes(text("text"), text("other").asOption())
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many((values, _) -> Objects.equals(values[0], values[1])),
                  "({0} COLLATE \"C\" IS NOT DISTINCT FROM {1} COLLATE \"C\")")
              .help(
                  "Whether two texts are the same, capitals included.",
                  "两个文本是否完全相同，区分大小写。",
                  "EXACT(\"Formwork\", \"formwork\")",
                  "false"),
          scalar(TEXT, "CONCAT", "连接")
              .takes(Parameter.any("value").repeat())
              .gives(
                  ValueType.TEXT,
                  FunctionBody.many(
                      (values, _) ->
                          Arrays.stream(values)
                              .map(CompiledExpression::text)
                              .collect(Collectors.joining())),
                  (out, arguments) -> {
                    out.append("(''");
                    arguments.forEach(
                        argument -> {
                          out.append(" || ");
                          out.asText(argument);
                        });
                    out.append(")");
                  })
              .help(
                  "Values one behind the other, as text.",
                  "把多个值依次连接为文本。",
                  "CONCAT(\"No. \", 7)",
                  "No. 7"),
          scalar(TEXT, "TEXTJOIN", "分隔连接")
              .takes(text("separator"), text("text").repeat())
              .gives(
                  ValueType.TEXT,
                  FunctionBody.many(
                      (values, _) ->
                          Arrays.stream(values)
                              .skip(1)
                              .filter(Objects::nonNull)
                              .map(Object::toString)
                              .collect(
                                  Collectors.joining(
                                      values[0] == null ? "" : values[0].toString()))),
                  (out, arguments) -> {
                    out.append("concat_ws(COALESCE(");
                    out.value(arguments.getFirst());
                    out.append(", ''), ");
                    LogicFunctions.listed(out, arguments.subList(1, arguments.size()));
                    out.append(")");
                  })
              .takes(text("separator"), truth("without empty"), text("text").repeat())
              .gives(
                  ValueType.TEXT,
                  FunctionBody.many((values, _) -> withSeparator(values)),
                  (out, arguments) -> {
                    out.append("(SELECT CASE WHEN w THEN concat_ws(s, ");
                    LogicFunctions.listed(out, arguments.subList(2, arguments.size()));
                    out.append(") ELSE concat_ws(s");
                    arguments
                        .subList(2, arguments.size())
                        .forEach(
                            argument -> {
                              out.append(", COALESCE(");
                              out.value(argument);
                              out.append(", '')");
                            });
                    out.append(") END FROM (SELECT COALESCE(");
                    out.value(arguments.get(0));
                    out.append(", '') AS s, ");
                    out.value(arguments.get(1));
                    out.append(" AS w) j)");
                  })
              .help(
                  "Texts with a separator between them; empty ones are left out.",
                  "用分隔符连接多个文本，忽略空值。",
                  "TEXTJOIN(\", \", \"a\", EMPTY, \"b\")",
                  "a, b"),
          scalar(TEXT, "REPT", "重复文本")
              .takes(text("text"), number("times"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.two(
                      String.class,
                      BigDecimal.class,
                      (text, times) ->
                          TextOperations.slice(
                              text.repeat(DecimalMath.whole(times, 0, 100)), 0, MAX_LENGTH)),
                  "left(repeat({0}, formwork.whole({1}, 0, 100)), " + MAX_LENGTH + ")")
              .help(
                  "A text several times, up to 100.",
                  "把文本重复若干次，最多 100 次。",
                  "REPT(\"ab\", 3)",
                  "ababab"),
          scalar(TEXT, "STARTSWITH", "开头是")
              .takes(text("text"), text("beginning"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.two(String.class, String.class, String::startsWith),
                  "starts_with({0}, {1})")
              .help(
                  "Whether a text begins with another.",
                  "文本是否以某段文字开头。",
                  "STARTSWITH(\"SO-0001\", \"SO\")",
                  "true"),
          scalar(TEXT, "ENDSWITH", "结尾是")
              .takes(text("text"), text("ending"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.two(String.class, String.class, String::endsWith),
                  "(right({0}, char_length({1})) = {1} COLLATE \"C\")")
              .help(
                  "Whether a text ends with another.",
                  "文本是否以某段文字结尾。",
                  "ENDSWITH(\"a.pdf\", \".pdf\")",
                  "true"),
          scalar(TEXT, "BEFORE", "之前文本")
              .takes(text("text"), text("mark"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.two(
                      String.class,
                      String.class,
                      (text, mark) ->
                          text.contains(mark) ? text.substring(0, text.indexOf(mark)) : null),
                  "(CASE WHEN position({1} IN {0}) > 0 THEN left({0}, position({1} IN {0}) - 1) END)")
              .help("What stands before a mark.", "某个标记之前的文本。", "BEFORE(\"a@b.cn\", \"@\")", "a"),
          scalar(TEXT, "AFTER", "之后文本")
              .takes(text("text"), text("mark"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.two(
                      String.class,
                      String.class,
                      (text, mark) ->
                          text.contains(mark)
                              ? text.substring(text.indexOf(mark) + mark.length())
                              : null),
                  "(CASE WHEN position({1} IN {0}) > 0 THEN substr({0}, position({1} IN {0}) + char_length({1})) END)")
              .help("What stands behind a mark.", "某个标记之后的文本。", "AFTER(\"a@b.cn\", \"@\")", "b.cn"),
          scalar(TEXT, "REVERSE", "反转文本")
              .takes(text("text"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(String.class, TextFunctions::reverse),
                  "reverse({0})")
              .help("Back to front.", "把文本倒序。", "REVERSE(\"abc\")", "cba"),
          scalar(TEXT, "PADLEFT", "左侧补齐")
              .takes(text("text"), number("length"), text("filling"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.three(
                      String.class,
                      BigDecimal.class,
                      String.class,
                      (text, length, filling) -> filling(text, length, filling) + text),
                  "(left(repeat({2}, " + fillingSql() + "), " + fillingSql() + ") || {0})")
              .help(
                  "Filled on the left up to a length.",
                  "在左侧补足到指定长度。",
                  "PADLEFT(\"7\", 3, \"0\")",
                  "007"),
          scalar(TEXT, "PADRIGHT", "右侧补齐")
              .takes(text("text"), number("length"), text("filling"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.three(
                      String.class,
                      BigDecimal.class,
                      String.class,
                      (text, length, filling) -> text + filling(text, length, filling)),
                  "({0} || left(repeat({2}, " + fillingSql() + "), " + fillingSql() + "))")
              .help(
                  "Filled on the right up to a length.",
                  "在右侧补足到指定长度。",
                  "PADRIGHT(\"7\", 3, \".\")",
                  "7.."),
          scalar(TEXT, "MASK", "掩码")
              .takes(
                  text("text"),
                  number("shown at front").or(BigDecimal.ONE),
                  number("shown at end").or(BigDecimal.ZERO))
              .givesInJvmOnly(
                  ValueType.TEXT,
                  FunctionBody.three(
                      String.class, BigDecimal.class, BigDecimal.class, TextFunctions::mask))
              .help(
                  "With stars for the characters in the middle; for all of them where the ends would show it whole.",
                  "把中间的字符换成星号；首尾会露出全部内容时全部换成星号。",
                  "MASK(\"13812345678\", 3, 4)",
                  "138****5678"),
          scalar(TEXT, "DIGITS", "提取数字")
              .takes(text("text"))
              .gives(
                  ValueType.TEXT,
                  FunctionBody.one(String.class, text -> text.replaceAll("[^0-9]", "")),
                  "regexp_replace({0}, '[^0-9]', '', 'g')")
              .help(
                  "Only the digits of a text.",
                  "只保留文本中的数字。",
                  "DIGITS(\"+86 138-0000\")",
                  "861380000"),
          scalar(TEXT, "CHAR", "字符")
              .takes(number("code point"))
              .givesInJvmOnly(
                  ValueType.TEXT,
                  FunctionBody.one(
                      BigDecimal.class,
                      code -> {
                        int point = DecimalMath.whole(code, 0, Character.MAX_CODE_POINT);
                        return point == 0 || Character.getType(point) == Character.SURROGATE
                            ? null
                            : Character.toString(point);
                      }))
              .help(
                  "The character of a Unicode code point.", "Unicode 码位对应的字符。", "CHAR(27893)", "泵"),
          scalar(TEXT, "CODE", "字符码")
              .takes(text("text"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.one(String.class, text -> DecimalMath.of(text.codePointAt(0))),
                  "ascii({0})::numeric")
              .help(
                  "The Unicode code point of the first character.",
                  "第一个字符的 Unicode 码位。",
                  "CODE(\"A\")",
                  "65"));

  private TextFunctions() {}

  private static int places(BigDecimal number) {
    return DecimalMath.whole(number, 0, 1_000_000);
  }

  private static String placesSql(String place) {
    return "formwork.whole(" + place + ", 0, 1000000)";
  }

  /** How many characters are missing. */
  private static String fillingSql() {
    return "formwork.whole(" + lengthSql("{1}") + " - char_length({0}), 0, " + MAX_LENGTH + ")";
  }

  private static String placeSql(String place) {
    return "formwork.whole(" + place + ", 1, 1000000)";
  }

  private static String lengthSql(String place) {
    return "formwork.whole(" + place + ", 0, " + MAX_LENGTH + ")";
  }

  private static Object withSeparator(Object[] values) {
    boolean withoutEmpty = Boolean.TRUE.equals(values[1]);
    return Arrays.stream(values)
        .skip(2)
        .filter(value -> value != null || !withoutEmpty)
        .map(value -> value == null ? "" : value.toString())
        .collect(Collectors.joining(values[0] == null ? "" : values[0].toString()));
  }

  private static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && SPACES.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && SPACES.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }

  private static String clean(String text) {
    return trim(text.replaceAll("[\t\n\r \u00a0\u3000]+", " "));
  }

  private static String proper(String text) {
    var proper = new StringBuilder(text.length());
    int before = ' ';
    for (int c : text.codePoints().toArray()) {
      proper.appendCodePoint(
          Character.isLetter(before) ? Character.toLowerCase(c) : Character.toTitleCase(c));
      before = c;
    }
    return proper.toString();
  }

  private static Object replace(Object[] values) {
    if (!(values[0] instanceof String text
        && values[1] instanceof BigDecimal start
        && values[2] instanceof BigDecimal count)) {
      return null;
    }
    long from = Math.max(1, places(start)) - 1L;
    return TextOperations.slice(text, 0, from)
        + (values[3] instanceof String now ? now : "")
        + TextOperations.slice(text, from + places(count), Long.MAX_VALUE);
  }

  private static Object find(String part, String text, BigDecimal start) {
    int from = Math.min(Math.max(1, places(start)) - 1, TextOperations.length(text));
    int at = text.indexOf(part, text.offsetByCodePoints(0, from));
    return at < 0 ? null : DecimalMath.of(text.codePointCount(0, at) + 1L);
  }

  private static String findSql(String part, String text) {
    return "NULLIF((SELECT CASE WHEN p > 0 THEN p + s - 1 ELSE 0 END FROM (SELECT s, position("
        + part
        + " IN substr("
        + text
        + ", s)) AS p FROM (SELECT "
        + placeSql("{2}")
        + " AS s) w) v), 0)::numeric";
  }

  private static String reverse(String text) {
    var points = text.codePoints().toArray();
    var reversed = new StringBuilder(text.length());
    for (int i = points.length - 1; i >= 0; i--) {
      reversed.appendCodePoint(points[i]);
    }
    return reversed.toString();
  }

  private static String filling(String text, BigDecimal length, String filling) {
    int missing =
        Math.max(0, DecimalMath.whole(length, 0, MAX_LENGTH) - TextOperations.length(text));
    return TextOperations.slice(
        filling.repeat(missing / TextOperations.length(filling) + 1), 0, missing);
  }

  /** Shows both ends, unless nothing would be left to hide. */
  private static Object mask(String text, BigDecimal front, BigDecimal end) {
    int length = TextOperations.length(text);
    int shownFront = places(front);
    int shownEnd = places(end);
    return (long) shownFront + shownEnd >= length
        ? "*".repeat(length)
        : TextOperations.slice(text, 0, shownFront)
            + "*".repeat(length - shownFront - shownEnd)
            + TextOperations.slice(text, length - (long) shownEnd, length);
  }
}
