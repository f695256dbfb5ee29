package dev.formwork.core.expression.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Arithmetic both back ends agree on. */
public final class DecimalMath {

  /** Digits after the point of a quotient, on both back ends. */
  public static final int QUOTIENT_SCALE = 20;

  /** Where whole powers end; beyond it the result is empty. */
  public static final int MAX_EXPONENT = 100;

  private static final BigDecimal MAX_BASE = BigDecimal.TEN.pow(20);

  /** What a result from floating point is good for. */
  private static final MathContext FLOATING = new MathContext(12, RoundingMode.HALF_UP);

  private DecimalMath() {}

  /** Null when divided by zero. */
  public static BigDecimal quotient(BigDecimal a, BigDecimal b) {
    return b.signum() == 0 ? null : a.divide(b, QUOTIENT_SCALE, RoundingMode.HALF_UP);
  }

  /** With the sign of the divisor, as in spreadsheets; null when divided by zero. */
  public static BigDecimal remainder(BigDecimal a, BigDecimal b) {
    if (b.signum() == 0) {
      return null;
    }
    var left = a.remainder(b);
    return left.signum() != 0 && a.signum() != b.signum() ? left.add(b) : left;
  }

  /**
   * To a whole power from -100 to 100 exactly, or as a quotient; to another power in floating
   * point. Null where there is no result, or one beyond reason.
   */
  public static BigDecimal power(BigDecimal base, BigDecimal exponent) {
    if (exponent.stripTrailingZeros().scale() > 0) {
      return floating(Math.pow(base.doubleValue(), exponent.doubleValue()));
    }
    if (exponent.abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0
        || base.abs().compareTo(MAX_BASE) > 0
        || base.scale() > QUOTIENT_SCALE) {
      return null;
    }
    int whole = exponent.intValueExact();
    return whole >= 0 ? base.pow(whole) : quotient(BigDecimal.ONE, base.pow(-whole));
  }

  /** A result of floating point, to 12 digits; null unless it is a number. */
  public static BigDecimal floating(double value) {
    return Double.isFinite(value) ? new BigDecimal(value).round(FLOATING) : null;
  }

  public static BigDecimal of(long value) {
    return BigDecimal.valueOf(value);
  }

  public static BigDecimal of(BigInteger value) {
    return new BigDecimal(value);
  }

  /** Digits to round to, moved between -30 and 30. */
  public static int digits(BigDecimal number) {
    return whole(number, -30, 30);
  }

  /** The whole part, moved between two bounds. */
  public static int whole(BigDecimal number, int low, int high) {
    var whole = number.setScale(0, RoundingMode.DOWN);
    return whole.compareTo(BigDecimal.valueOf(low)) < 0
        ? low
        : whole.compareTo(BigDecimal.valueOf(high)) > 0 ? high : whole.intValue();
  }
}
