package dev.formwork.core.expression.function;

import static dev.formwork.core.expression.FunctionCategory.NUMBER;
import static dev.formwork.core.expression.function.FunctionBuilder.number;
import static dev.formwork.core.expression.function.FunctionBuilder.scalar;

import dev.formwork.core.expression.ExpressionFunction;
import dev.formwork.core.expression.FunctionBody;
import dev.formwork.core.expression.ScalarFunction;
import dev.formwork.core.expression.value.DecimalMath;
import dev.formwork.core.expression.value.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Functions whose results are not exact: floating point, to 12 digits, in the JVM only, because
 * PostgreSQL's last digits differ.
 */
final class MathFunctions {

  static final List<ExpressionFunction> ALL =
      List.of(
          scalar(NUMBER, "POWER", "乘方")
              .takes(number("base"), number("exponent"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.two(BigDecimal.class, BigDecimal.class, DecimalMath::power))
              .help("A number to a power, as base ^ exponent.", "乘方。", "POWER(2, 10)", "1024"),
          floating("SQRT", "平方根", Math::sqrt, "The square root.", "平方根。", "SQRT(16)", "4"),
          floating("EXP", "自然指数", Math::exp, "e to a power.", "e 的乘方。", "EXP(0)", "1"),
          floating("LN", "自然对数", Math::log, "The natural logarithm.", "自然对数。", "LN(1)", "0"),
          floating(
              "LOG10",
              "常用对数",
              Math::log10,
              "The logarithm to base 10.",
              "以 10 为底的对数。",
              "LOG10(1000)",
              "3"),
          floating(
              "SIN", "正弦", Math::sin, "The sine of an angle in radians.", "弧度角的正弦。", "SIN(0)", "0"),
          floating(
              "COS",
              "余弦",
              Math::cos,
              "The cosine of an angle in radians.",
              "弧度角的余弦。",
              "COS(0)",
              "1"),
          floating(
              "TAN",
              "正切",
              Math::tan,
              "The tangent of an angle in radians.",
              "弧度角的正切。",
              "TAN(0)",
              "0"),
          floating(
              "ASIN",
              "反正弦",
              Math::asin,
              "The angle, in radians, that has this sine.",
              "正弦值对应的弧度角。",
              "ASIN(0)",
              "0"),
          floating(
              "ACOS",
              "反余弦",
              Math::acos,
              "The angle, in radians, that has this cosine.",
              "余弦值对应的弧度角。",
              "ACOS(1)",
              "0"),
          floating(
              "ATAN",
              "反正切",
              Math::atan,
              "The angle, in radians, that has this tangent.",
              "正切值对应的弧度角。",
              "ATAN(0)",
              "0"),
          floating(
              "RADIANS",
              "转弧度",
              Math::toRadians,
              "An angle in radians.",
              "角度转弧度。",
              "ROUND(RADIANS(180), 4)",
              "3.1416"),
          floating(
              "DEGREES",
              "转角度",
              Math::toDegrees,
              "An angle in degrees.",
              "弧度转角度。",
              "ROUND(DEGREES(PI()), 6)",
              "180"),
          scalar(NUMBER, "LOG", "对数")
              .takes(number("number"), number("base").or(BigDecimal.TEN))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.two(
                      BigDecimal.class,
                      BigDecimal.class,
                      (n, base) ->
                          base.signum() <= 0
                              ? null
                              : DecimalMath.floating(
                                  Math.log(n.doubleValue()) / Math.log(base.doubleValue()))))
              .help("The logarithm to a base.", "以指定数为底的对数。", "LOG(8, 2)", "3"),
          scalar(NUMBER, "PI", "圆周率")
              .takes()
              .gives(
                  ValueType.NUMBER,
                  _ -> {
                    var pi = new BigDecimal("3.14159265358979");
                    return _ -> pi;
                  },
                  "3.14159265358979")
              .help("The number pi, to 15 digits.", "圆周率，15 位。", "ROUND(PI(), 2)", "3.14"),
          scalar(NUMBER, "FACT", "阶乘")
              .takes(number("number"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.one(
                      BigDecimal.class,
                      n ->
                          n.signum() < 0 || n.compareTo(BigDecimal.valueOf(60)) > 0
                              ? null
                              : DecimalMath.of(product(1, n.intValue()))))
              .help("The factorial, up to that of 60.", "阶乘，最大到 60。", "FACT(5)", "120"),
          scalar(NUMBER, "COMBIN", "组合数")
              .takes(number("of"), number("chosen"))
              .givesInJvmOnly(
                  ValueType.NUMBER,
                  FunctionBody.two(BigDecimal.class, BigDecimal.class, MathFunctions::combinations))
              .help("In how many ways to choose some of many.", "组合数。", "COMBIN(5, 2)", "10"));

  private MathFunctions() {}

  private static ScalarFunction floating(
      String name,
      String chineseName,
      DoubleUnaryOperator function,
      String english,
      String chinese,
      String example,
      String result) {
    return scalar(NUMBER, name, chineseName)
        .takes(number("number"))
        .givesInJvmOnly(
            ValueType.NUMBER,
            FunctionBody.one(
                BigDecimal.class,
                n -> DecimalMath.floating(function.applyAsDouble(n.doubleValue()))))
        .help(english, chinese, example, result);
  }

  private static BigInteger product(int from, int to) {
    var product = BigInteger.ONE;
    for (int i = from; i <= to; i++) {
      product = product.multiply(BigInteger.valueOf(i));
    }
    return product;
  }

  private static Object combinations(BigDecimal of, BigDecimal chosen) {
    int n = DecimalMath.whole(of, -1, 201);
    int k = DecimalMath.whole(chosen, -1, 201);
    return n < 0 || k < 0 || k > n || n > 200
        ? null
        : DecimalMath.of(product(n - k + 1, n).divide(product(1, k)));
  }
}
