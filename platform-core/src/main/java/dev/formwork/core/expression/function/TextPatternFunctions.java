package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.TEXT;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;
import static dev.formwork.core.expression.function.FunctionBuilder.text;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Parameter;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.value.TextOperations;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/** Text by pattern: regular expressions (linear time, RE2), formats, and reading numbers. */
final class TextPatternFunctions {

  private static final Pattern PORTABLE =
      Pattern.compile(
          "(?:(?:[A-Za-z0-9 _@:/#,;=<>!%&~-]|\\[\\^?[A-Za-z0-9_@]+(?:-[A-Za-z0-9])*[A-Za-z0-9_@]*\\]|\\))(?:[+*?]|\\{[0-9]{1,2}\\})?|[(|^$])*");

  private static final String PATTERNS = "^[A-Z]+-[0-9]+$";

  /** A character by its number, as other languages write it. */
  private static final java.util.regex.Pattern CODED =
      java.util.regex.Pattern.compile("\\\\u([0-9A-Fa-f]{4})");

  /** A group in a replacement: $1, ${1}, ${name} or \\1; or the sign itself: $$. */
  private static final java.util.regex.Pattern GROUP =
      java.util.regex.Pattern.compile(
          "\\$(?<sign>\\$)|[$\\\\](?<place>[0-9])|\\$\\{(?<name>[A-Za-z0-9_]+)}");

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(TEXT, "REGEXMATCH", "正则匹配")
              .takes(
                  text("text"),
                  Parameter.literal("pattern", TextPatternFunctions::isPortable, PATTERNS))
              .gives(
                  ValueType.BOOLEAN,
                  arguments -> matching(arguments, (pattern, text) -> pattern.matcher(text).find()),
                  "({0} COLLATE \"C\" ~ {1})")
              .takes(
                  text("text"),
                  Parameter.literal("pattern", TextPatternFunctions::isPattern, PATTERNS))
              .givesInJvmOnly(
                  ValueType.BOOLEAN,
                  arguments -> matching(arguments, (pattern, text) -> pattern.matcher(text).find()))
              .help(
                  "Whether a regular expression is found in a text.",
                  "文本中是否有与正则表达式匹配的部分。",
                  "REGEXMATCH(\"SO-2026\", \"^SO-[0-9]+$\")",
                  "true"),
          scalar(TEXT, "REGEXEXTRACT", "正则提取")
              .takes(
                  text("text"),
                  Parameter.literal("pattern", TextPatternFunctions::isPattern, PATTERNS))
              .givesInJvmOnly(
                  ValueType.TEXT,
                  arguments ->
                      matching(
                          arguments,
                          (pattern, text) -> {
                            var found = pattern.matcher(text);
                            return found.find()
                                ? found.group(Math.min(1, found.groupCount()))
                                : null;
                          }))
              .help(
                  "What a regular expression finds, or its first group.",
                  "取正则表达式匹配的文本，有分组时取第一个分组。",
                  "REGEXEXTRACT(\"Order 4711 shipped\", \"[0-9]+\")",
                  "4711"),
          scalar(TEXT, "REGEXREPLACE", "正则替换")
              .takes(
                  text("text"),
                  Parameter.literal("pattern", TextPatternFunctions::isPattern, PATTERNS),
                  text("new text").or(null))
              .givesInJvmOnly(ValueType.TEXT, TextPatternFunctions::replacing)
              .help(
                  "With everything that a regular expression finds replaced; $1 stands for its first group.",
                  "把正则表达式匹配的内容全部替换，$1 表示第一个分组。",
                  "REGEXREPLACE(\"John Smith\", \"(\\w+) (\\w+)\", \"$2 $1\")",
                  "Smith John"),
          scalar(TEXT, "SPLIT", "拆分文本")
              .takes(text("text"), text("separator"))
              .gives(
                  ValueType.TEXTS,
                  FunctionBody.two(String.class, String.class, TextPatternFunctions::split),
                  "(CASE WHEN {1} IS NOT NULL THEN NULLIF(array_remove(string_to_array({0}, {1}), ''), '{}'::text[]) END)")
              .help(
                  "The parts between separators, as a list; empty parts are left out.",
                  "按分隔符拆分为列表，忽略空的部分。",
                  "COUNT(SPLIT(\"a,b,,c\", \",\"))",
                  "3"),
          scalar(TEXT, "ISNUMBER", "是否数字文本")
              .takes(text("text"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.one(String.class, NumberReading::isNumber),
                  NumberReading::isNumberSql)
              .takes(number("number"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.many((values, _) -> values[0] != null),
                  "({0} IS NOT NULL)")
              .help(
                  "Whether something is a number, or a text that reads as one.",
                  "是否为数字，或能读作数字的文本。",
                  "ISNUMBER(\"12.5\")",
                  "true"),
          scalar(TEXT, "VALUE", "文本转数字")
              .takes(text("text"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.one(String.class, NumberReading::number),
                  NumberReading::numberSql)
              .takes(number("number"))
              .gives(ValueType.NUMBER, FunctionBody.one(BigDecimal.class, n -> n), "{0}")
              .help(
                  "The number that a text reads as, such as 1,234.5, 12% or (￥1,280); nothing when it is none.",
                  "把文本读作数字，如 1,234.5、12%、(￥1,280)；读不出时为空。", "VALUE(\"1,234.5\") * 2", "2469"),
          scalar(TEXT, "TEXT", "格式化")
              .takes(
                  number("number"),
                  Parameter.literal(
                      "format", TextFormats::isPlainNumberFormat, TextFormats.NUMBERS))
              .gives(ValueType.TEXT, TextFormats::number, TextFormats::numberSql)
              .takes(
                  number("number"),
                  Parameter.literal("format", TextFormats::isNumberFormat, TextFormats.NUMBERS))
              .givesInJvmOnly(ValueType.TEXT, TextFormats::number)
              .takes(
                  number("number"),
                  Parameter.literal("format", TextFormats::isGeneral, TextFormats.NUMBERS))
              .gives(
                  ValueType.TEXT,
                  TextFormats::general,
                  (out, arguments) -> out.asText(arguments.getFirst()))
              .takes(
                  number("days"),
                  Parameter.literal("format", ElapsedPattern::isPattern, TextFormats.NUMBERS))
              .givesInJvmOnly(ValueType.TEXT, TextFormats::elapsed)
              .takes(
                  Parameter.of("time", ValueType.TIME),
                  Parameter.literal("format", TextFormats::isTimeFormat, TextFormats.TIMES))
              .gives(ValueType.TEXT, TextFormats::moment, TextFormats::timeSql)
              .takes(
                  Parameter.of("date", ValueType.DATE),
                  Parameter.literal("format", TextFormats::isDateFormat, TextFormats.DAYS))
              .gives(ValueType.TEXT, TextFormats::moment, TextFormats::daySql)
              .takes(
                  Parameter.of("moment", ValueType.DATE_TIME),
                  Parameter.literal("format", TextFormats::isDateFormat, TextFormats.MOMENTS))
              .gives(ValueType.TEXT, TextFormats::moment, TextFormats::momentSql)
              .help(
                  "A number, date or time in a format as spreadsheets have it: #,##0.00, 0.0%, yyyy-mm-dd, hh:mm, yyyy年m月d日.",
                  "按 Excel 的格式显示数字、日期或时间，如 #,##0.00、0.0%、yyyy-mm-dd、hh:mm、yyyy年m月d日。",
                  "TEXT(DATE(\"2026-03-05\"), \"yyyy年m月d日\")",
                  "2026年3月5日"),
          scalar(TEXT, "RMBUPPER", "人民币大写")
              .takes(number("amount"))
              .givesInJvmOnly(
                  ValueType.TEXT, FunctionBody.one(BigDecimal.class, ChineseAmount::inCapitals))
              .help(
                  "An amount in Chinese capital numerals, as invoices have it.",
                  "人民币大写金额。",
                  "RMBUPPER(1020.5)",
                  "壹仟零贰拾元伍角"),
          scalar(TEXT, "ENCODEURL", "URL 编码")
              .takes(text("text"))
              .givesInJvmOnly(
                  ValueType.TEXT,
                  FunctionBody.one(
                      String.class,
                      text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20")))
              .help(
                  "As it may stand in a web address.",
                  "编码为可用于网址的文本。",
                  "ENCODEURL(\"a b\")",
                  "a%20b"),
          scalar(TEXT, "INITIALS", "首字母")
              .takes(text("text"))
              .givesInJvmOnly(
                  ValueType.TEXT, FunctionBody.one(String.class, TextPatternFunctions::initials))
              .help(
                  "The first characters of the words, in capitals.",
                  "各单词首字母的大写。",
                  "INITIALS(\"Ana de Costa\")",
                  "ADC"),
          scalar(TEXT, "WORDCOUNT", "词数")
              .takes(text("text"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.one(
                      String.class,
                      text ->
                          BigDecimal.valueOf(
                              Arrays.stream(text.split("\\s+"))
                                  .filter(word -> !word.isEmpty())
                                  .count())))
              .help("How many words a text has.", "以空白分隔的词数。", "WORDCOUNT(\"to be or not\")", "4"));

  private TextPatternFunctions() {}

  /**
   * Whether PostgreSQL reads the pattern as RE2 does: plain ASCII characters, classes of them,
   * groups, alternatives, anchors and single quantifiers.
   */
  static boolean isPortable(String text) {
    return isPattern(text) && PORTABLE.matcher(text).matches();
  }

  static boolean isPattern(String text) {
    if (text.length() > 500 || !RegexSize.isBounded(text)) {
      return false;
    }
    try {
      compiled(text);
      return true;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static Pattern compiled(String text) {
    return Pattern.compile(CODED.matcher(text).replaceAll("\\\\x{$1}"));
  }

  private static Program matching(
      List<Program> arguments, BiFunction<Pattern, String, Object> using) {
    var pattern = compiled(literal(arguments.get(1)));
    var text = arguments.get(0);
    return evaluationContext ->
        text.run(evaluationContext) instanceof String whole ? using.apply(pattern, whole) : null;
  }

  private static Program replacing(List<Program> arguments) {
    var pattern = compiled(literal(arguments.get(1)));
    var text = arguments.get(0);
    var replacement = arguments.get(2);
    return evaluationContext ->
        text.run(evaluationContext) instanceof String whole
            ? replaced(
                pattern.matcher(whole),
                whole,
                replacement.run(evaluationContext) instanceof String now ? now : "")
            : null;
  }

  private static String replaced(Matcher matcher, String whole, String replacement) {
    var replaced = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      // Nothing, right behind what was found, is not found again.
      if (matcher.end() == matcher.start() && matcher.start() == from && from > 0) {
        continue;
      }
      replaced.append(whole, from, matcher.start());
      fill(replaced, matcher, replacement);
      from = matcher.end();
    }
    return replaced.append(whole, from, whole.length()).toString();
  }

  /** What names no group stands as it is. */
  private static void fill(StringBuilder out, Matcher matcher, String replacement) {
    var group = GROUP.matcher(replacement);
    int from = 0;
    while (group.find()) {
      out.append(replacement, from, group.start());
      out.append(
          group.group("sign") != null
              ? "$"
              : group(matcher, group.group("place"), group.group("name")).orElseGet(group::group));
      from = group.end();
    }
    out.append(replacement, from, replacement.length());
  }

  private static Optional<String> group(Matcher matcher, String place, String name) {
    var digits = place != null ? place : name.matches("[0-9]{1,2}") ? name : null;
    if (digits != null) {
      int number = Integer.parseInt(digits);
      return number > matcher.groupCount()
          ? Optional.empty()
          : Optional.of(Objects.requireNonNullElse(matcher.group(number), ""));
    }
    return matcher.pattern().namedGroups().containsKey(name)
        ? Optional.of(Objects.requireNonNullElse(matcher.group(name), ""))
        : Optional.empty();
  }

  /** A literal does not look at the scope. */
  private static String literal(Program program) {
    return (String) program.run((EvaluationContext) null);
  }

  private static Object split(String text, String separator) {
    var parts =
        Arrays.stream(text.split(java.util.regex.Pattern.quote(separator), -1))
            .filter(part -> !part.isEmpty())
            .toList();
    return parts.isEmpty() ? null : parts;
  }

  private static Object initials(String text) {
    var initials = new StringBuilder();
    for (var word : text.split("\\s+")) {
      initials.append(TextOperations.slice(word, 0, 1));
    }
    return TextOperations.upper(initials.toString());
  }
}
