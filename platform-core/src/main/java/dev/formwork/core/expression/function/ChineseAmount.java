package dev.formwork.core.expression.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Amounts in Chinese capital numerals, as the People's Bank of China prescribes for bills
 * (正确填写票据和结算凭证的基本规定): zeros in a row are read once, and an amount without fen ends in 整 unless it
 * has jiao.
 */
final class ChineseAmount {

  private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
  private static final String[] PLACES = {"", "拾", "佰", "仟"};
  private static final String[] GROUPS = {"", "万", "亿", "兆"};
  private static final BigDecimal LIMIT = BigDecimal.TEN.pow(16);

  private ChineseAmount() {}

  /** Null from ten quadrillion on. */
  static String inCapitals(BigDecimal amount) {
    var cents = amount.abs().setScale(2, RoundingMode.HALF_UP);
    if (cents.compareTo(LIMIT) >= 0) {
      return null;
    }
    long whole = cents.longValue();
    int jiao = cents.movePointRight(1).remainder(BigDecimal.TEN).intValue();
    int fen = cents.movePointRight(2).remainder(BigDecimal.TEN).intValue();
    var text = new StringBuilder(amount.signum() < 0 && cents.signum() != 0 ? "负" : "");
    if (whole > 0) {
      text.append(whole(whole)).append("元");
    } else if (jiao == 0 && fen == 0) {
      return "零元整";
    }
    if (jiao > 0) {
      text.append(DIGITS.charAt(jiao)).append("角");
    } else if (fen > 0 && whole > 0) {
      text.append("零");
    }
    if (fen > 0) {
      text.append(DIGITS.charAt(fen)).append("分");
    }
    return jiao == 0 && fen == 0 ? text.append("整").toString() : text.toString();
  }

  private static String whole(long number) {
    var text = new StringBuilder();
    boolean gap = false;
    for (int group = GROUPS.length - 1; group >= 0; group--) {
      int four = (int) (number / (long) Math.pow(10_000, group) % 10_000);
      if (four == 0) {
        gap = gap || !text.isEmpty();
        continue;
      }
      if (!text.isEmpty() && (gap || four < 1_000)) {
        text.append("零");
      }
      gap = false;
      text.append(four(four)).append(GROUPS[group]);
    }
    return text.toString();
  }

  private static String four(int number) {
    var text = new StringBuilder();
    boolean gap = false;
    for (int place = 3; place >= 0; place--) {
      int digit = number / (int) Math.pow(10, place) % 10;
      if (digit == 0) {
        gap = !text.isEmpty();
        continue;
      }
      if (gap) {
        text.append("零");
      }
      gap = false;
      text.append(DIGITS.charAt(digit)).append(PLACES[place]);
    }
    return text.toString();
  }
}
