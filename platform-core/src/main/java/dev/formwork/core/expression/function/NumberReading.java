package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.PlainText;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Texts read as numbers: grouped by threes, or the Indian way; with a percent sign, a currency sign
 * or 元; negative by a minus on either side or by brackets; of full width. What can be read in two
 * ways, or not at all, is no number.
 */
final class NumberReading {

  private static final String WHOLE =
      "[0-9]{1,40}|[1-9][0-9]{0,2}(,[0-9]{3}){1,12}|[1-9][0-9]{0,2}( [0-9]{3}){1,12}|[1-9][0-9]?(,[0-9]{2}){1,12},[0-9]{3}";
  private static final String DIGITS = "((" + WHOLE + ")(\\.[0-9]{0,20})?|\\.[0-9]{1,20})( ?[%元])?";
  private static final String CURRENCY = "[¥$€£]";

  private static final String WRITTEN =
      "^(([+-]? ?"
          + CURRENCY
          + "?|"
          + CURRENCY
          + " ?[+-]) ?"
          + DIGITS
          + "|\\( ?"
          + CURRENCY
          + "? ?"
          + DIGITS
          + " ?\\)"
          + "|"
          + CURRENCY
          + "? ?"
          + DIGITS
          + " ?-)$";

  private static final String SCIENTIFIC = "^[+-]?[0-9]{1,20}(\\.[0-9]{1,20})?[eE][+-]?[0-9]{1,2}$";

  private static final Pattern NUMBER = Pattern.compile(WRITTEN);
  private static final Pattern POWER = Pattern.compile(SCIENTIFIC);
  private static final BigDecimal HUNDREDTH = new BigDecimal("0.01");

  private NumberReading() {}

  static boolean isNumber(String text) {
    return number(text) != null;
  }

  /** Null when it is none. */
  static BigDecimal number(String text) {
    var plain = PlainText.of(text);
    if (NUMBER.matcher(plain).matches()) {
      var digits = new BigDecimal(plain.replaceAll("[^0-9.]", ""));
      var number = plain.indexOf('%') < 0 ? digits : digits.multiply(HUNDREDTH);
      return plain.indexOf('-') < 0 && plain.indexOf('(') < 0 ? number : number.negate();
    }
    return POWER.matcher(plain).matches() ? new BigDecimal(plain) : null;
  }

  static void numberSql(SqlWriter out, List<Expression> arguments) {
    out.append(
        "(SELECT CASE WHEN c ~ "
            + SqlText.quoted(WRITTEN)
            + " THEN (CASE WHEN c ~ '[-(]' THEN -1 ELSE 1 END) * (CASE WHEN c ~ '%' THEN 0.01 ELSE 1 END)"
            + " * regexp_replace(c, '[^0-9.]', '', 'g')::numeric WHEN c ~ "
            + SqlText.quoted(SCIENTIFIC)
            + " THEN c::numeric END FROM (SELECT ");
    DateReading.plain(out, arguments.getFirst());
    out.append(" AS c) v)");
  }

  static void isNumberSql(SqlWriter out, List<Expression> arguments) {
    out.append("(");
    numberSql(out, arguments);
    out.append(" IS NOT NULL)");
  }
}
