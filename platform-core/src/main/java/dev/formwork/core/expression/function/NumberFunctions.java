package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.NUMBER;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.ConstantProgram;
import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.Program;
import dev.formwork.core.expression.Volatility;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Rounding and everyday arithmetic, exact in both back ends. */
final class NumberFunctions {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(NUMBER, "ROUND", "四舍五入")
              .takes(number("number"), number("digits").or(BigDecimal.ZERO))
              .gives(
                  ValueType.NUMBER,
                  arguments -> rounded(arguments, RoundingMode.HALF_UP),
                  "round({0}, " + digitsSql("{1}") + ")")
              .help(
                  "Rounded half up to digits behind the point; negative ones before it.",
                  "四舍五入到指定小数位，负数表示小数点前。",
                  "ROUND(2.345, 2)",
                  "2.35"),
          scalar(NUMBER, "ROUNDDOWN", "向零舍入")
              .takes(number("number"), number("digits").or(BigDecimal.ZERO))
              .gives(
                  ValueType.NUMBER,
                  arguments -> rounded(arguments, RoundingMode.DOWN),
                  "trunc({0}, " + digitsSql("{1}") + ")")
              .help("Rounded towards zero.", "向零方向舍入。", "ROUNDDOWN(-2.39, 1)", "-2.3"),
          scalar(NUMBER, "ROUNDUP", "远离零舍入")
              .takes(number("number"), number("digits").or(BigDecimal.ZERO))
              .gives(
                  ValueType.NUMBER,
                  arguments -> rounded(arguments, RoundingMode.UP),
                  "(trunc({0}, "
                      + digitsSql("{1}")
                      + ") + CASE WHEN trunc({0}, "
                      + digitsSql("{1}")
                      + ") <> {0} THEN sign({0}) * ('1e' || (-"
                      + digitsSql("{1}")
                      + ")::text)::numeric ELSE 0 END)")
              .help("Rounded away from zero.", "向远离零的方向舍入。", "ROUNDUP(2.31, 1)", "2.4"),
          scalar(NUMBER, "MROUND", "舍入到倍数")
              .takes(number("number"), number("multiple"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (n, step) -> multiple(n, step, RoundingMode.HALF_UP)),
                  multipleSql("round", "{0}", "{1}"))
              .help("Rounded to the nearest multiple.", "四舍五入到最接近的倍数。", "MROUND(17, 5)", "15"),
          scalar(NUMBER, "CEILING", "向上取整")
              .takes(number("number"), number("multiple").or(BigDecimal.ONE))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (n, step) -> multiple(n, step, RoundingMode.CEILING)),
                  multipleSql("ceil", "{0}", "{1}"))
              .help("Up to the next multiple.", "向上取到倍数。", "CEILING(12.1, 5)", "15"),
          scalar(NUMBER, "FLOOR", "向下取整")
              .takes(number("number"), number("multiple").or(BigDecimal.ONE))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (n, step) -> multiple(n, step, RoundingMode.FLOOR)),
                  multipleSql("floor", "{0}", "{1}"))
              .help("Down to the multiple before.", "向下取到倍数。", "FLOOR(12.9, 5)", "10"),
          scalar(NUMBER, "INT", "取整")
              .takes(number("number"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.one(BigDecimal.class, n -> n.setScale(0, RoundingMode.FLOOR)),
                  "floor({0})")
              .help("Down to a whole number.", "向下取整数。", "INT(-2.5)", "-3"),
          scalar(NUMBER, "TRUNC", "截断")
              .takes(number("number"), number("digits").or(BigDecimal.ZERO))
              .gives(
                  ValueType.NUMBER,
                  arguments -> rounded(arguments, RoundingMode.DOWN),
                  "trunc({0}, " + digitsSql("{1}") + ")")
              .help(
                  "Without what is behind the point, or behind some digits.",
                  "去掉小数部分，或指定小数位之后的部分。",
                  "TRUNC(-2.5)",
                  "-2"),
          scalar(NUMBER, "ABS", "绝对值")
              .takes(number("number"))
              .gives(
                  ValueType.NUMBER, FunctionBody.one(BigDecimal.class, BigDecimal::abs), "abs({0})")
              .help("Without its sign.", "绝对值。", "ABS(-5)", "5"),
          scalar(NUMBER, "SIGN", "符号")
              .takes(number("number"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.one(BigDecimal.class, n -> DecimalMath.of(n.signum())),
                  "sign({0})")
              .help("1, 0 or -1.", "正数为 1，零为 0，负数为 -1。", "SIGN(-5)", "-1"),
          scalar(NUMBER, "MOD", "求余")
              .takes(number("number"), number("divisor"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(BigDecimal.class, BigDecimal.class, DecimalMath::remainder),
                  "(CASE WHEN mod({0}, NULLIF({1}, 0)) <> 0 AND sign({0}) <> sign({1}) THEN mod({0}, NULLIF({1}, 0)) + {1} ELSE mod({0}, NULLIF({1}, 0)) END)")
              .help(
                  "What is left of a division, with the sign of the divisor.",
                  "除法的余数，符号与除数相同。",
                  "MOD(-7, 3)",
                  "2"),
          scalar(NUMBER, "QUOTIENT", "整除")
              .takes(number("number"), number("divisor"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (a, b) ->
                          b.signum() == 0
                              ? null
                              : a.subtract(a.remainder(b)).divide(b, 0, RoundingMode.HALF_UP)),
                  "round(({0} - mod({0}, NULLIF({1}, 0))) / NULLIF({1}, 0), 0)")
              .help("How many whole times it goes.", "整除的商。", "QUOTIENT(7, 2)", "3"),
          scalar(NUMBER, "CLAMP", "限定范围")
              .takes(number("number"), number("low"), number("high"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.three(
                      BigDecimal.class,
                      BigDecimal.class,
                      BigDecimal.class,
                      (n, low, high) -> n.max(low).min(high)),
                  "(CASE WHEN {0} IS NULL OR {1} IS NULL OR {2} IS NULL THEN NULL ELSE least(greatest({0}, {1}), {2}) END)")
              .help("Moved between two bounds.", "限定在上下限之间。", "CLAMP(15, 0, 10)", "10"),
          scalar(NUMBER, "PERCENTOF", "占比")
              .takes(number("part"), number("whole"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (part, whole) ->
                          DecimalMath.quotient(part.multiply(BigDecimal.valueOf(100)), whole)),
                  "formwork.quotient({0} * 100, {1})")
              .help("How many hundredths of the whole.", "占整体的百分之几。", "PERCENTOF(1, 8)", "12.5"),
          scalar(NUMBER, "ISEVEN", "是否偶数")
              .takes(number("number"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.one(
                      BigDecimal.class,
                      n -> n.setScale(0, RoundingMode.DOWN).remainder(TWO).signum() == 0),
                  "(mod(trunc({0}), 2) = 0)")
              .help("Whether a whole number is even.", "整数部分是否为偶数。", "ISEVEN(4)", "true"),
          scalar(NUMBER, "ISODD", "是否奇数")
              .takes(number("number"))
              .gives(
                  ValueType.BOOLEAN,
                  FunctionBody.one(
                      BigDecimal.class,
                      n -> n.setScale(0, RoundingMode.DOWN).remainder(TWO).signum() != 0),
                  "(mod(trunc({0}), 2) <> 0)")
              .help("Whether a whole number is odd.", "整数部分是否为奇数。", "ISODD(4)", "false"),
          scalar(NUMBER, "GCD", "最大公约数")
              .takes(number("number"), number("other"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (a, b) -> DecimalMath.of(whole(a).gcd(whole(b)))),
                  "gcd(trunc({0}), trunc({1}))")
              .help("The greatest common divisor.", "最大公约数。", "GCD(12, 18)", "6"),
          scalar(NUMBER, "LCM", "最小公倍数")
              .takes(number("number"), number("other"))
              .gives(
                  ValueType.NUMBER,
                  FunctionBody.two(BigDecimal.class, BigDecimal.class, NumberFunctions::lcm),
                  "lcm(trunc({0}), trunc({1}))")
              .help("The least common multiple.", "最小公倍数。", "LCM(4, 6)", "12"),
          scalar(NUMBER, "RAND", "随机数")
              .changes(Volatility.RANDOM)
              .takes()
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  _ -> _ -> DecimalMath.floating(ThreadLocalRandom.current().nextDouble()))
              .help("A number from 0 to 1 by chance.", "0 到 1 之间的随机数。", "RAND() < 2", "true"),
          scalar(NUMBER, "RANDBETWEEN", "随机整数")
              .changes(Volatility.RANDOM)
              .takes(number("low"), number("high"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (low, high) ->
                          low.compareTo(high) > 0
                              ? null
                              : DecimalMath.of(
                                  ThreadLocalRandom.current()
                                      .nextLong(
                                          DecimalMath.whole(low, -1_000_000_000, 1_000_000_000),
                                          DecimalMath.whole(high, -1_000_000_000, 1_000_000_000)
                                              + 1L))))
              .help(
                  "A whole number by chance, bounds included.",
                  "两个界限之间（含）的随机整数。",
                  "RANDBETWEEN(3, 3)",
                  "3"));

  private NumberFunctions() {}

  static String digitsSql(String digits) {
    return "formwork.whole(" + digits + ", -30, 30)";
  }

  private static Program rounded(List<Program> arguments, RoundingMode mode) {
    var number = arguments.get(0);
    var digits = arguments.get(1);
    if (digits instanceof ConstantProgram(BigDecimal written)) {
      int scale = DecimalMath.digits(written);
      return evaluationContext ->
          number.run(evaluationContext) instanceof BigDecimal n ? n.setScale(scale, mode) : null;
    }
    return evaluationContext ->
        number.run(evaluationContext) instanceof BigDecimal n
                && digits.run(evaluationContext) instanceof BigDecimal places
            ? n.setScale(DecimalMath.digits(places), mode)
            : null;
  }

  private static Object multiple(BigDecimal number, BigDecimal step, RoundingMode mode) {
    var times = DecimalMath.quotient(number, step);
    return times == null ? null : times.setScale(0, mode).multiply(step);
  }

  private static String multipleSql(String rounding, String number, String step) {
    return "(" + rounding + "(formwork.quotient(" + number + ", " + step + ")) * " + step + ")";
  }

  private static BigInteger whole(BigDecimal number) {
    return number.setScale(0, RoundingMode.DOWN).toBigInteger();
  }

  private static Object lcm(BigDecimal a, BigDecimal b) {
    var product = whole(a).multiply(whole(b)).abs();
    return product.signum() == 0
        ? BigDecimal.ZERO
        : DecimalMath.of(product.divide(whole(a).gcd(whole(b))));
  }
}
