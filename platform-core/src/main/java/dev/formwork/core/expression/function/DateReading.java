package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SqlWriter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Texts read as days: with the year first, in Chinese, in eight digits, or with an English month. A
 * time of day behind it is left out. Days that are not, and those whose order is not said, are
 * none.
 */
final class DateReading {

  private static final String MONTH =
      "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[.]?";
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";
  private static final String DAY = "([0-9]{1,2})(?:st|nd|rd|th)?";

  private static final String TIME =
      "^(.*[0-9日号]) ?[ T]([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$";

  /** A way to write days, and where year, month and day stand in it. */
  private record Form(String written, String places) {
    private static Form of(String written, int year, int month, int day) {
      return new Form("(?i)^" + written + "$", "\\" + year + "-\\" + month + "-\\" + day);
    }

    private Pattern pattern() {
      return Pattern.compile(written);
    }

    private String replacement() {
      return places.replace('\\', '$');
    }
  }

  private static final List<Form> FORMS =
      List.of(
          Form.of("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})", 1, 3, 4),
          Form.of("([0-9]{4}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?", 1, 2, 3),
          Form.of("([0-9]{4})([0-9]{2})([0-9]{2})", 1, 2, 3),
          Form.of(DAY + "[- ]" + MONTH + "(?:-|,? )([0-9]{4})", 3, 2, 1),
          Form.of(MONTH + " " + DAY + ",? ([0-9]{4})", 3, 1, 2),
          Form.of("([0-9]{4})[- ]" + MONTH + "[- ]([0-9]{1,2})", 1, 2, 3));

  private static final List<Pattern> PATTERNS = FORMS.stream().map(Form::pattern).toList();
  private static final Pattern WITH_TIME = Pattern.compile(TIME, Pattern.DOTALL);

  private DateReading() {}

  /** Null when it is none. */
  static LocalDate day(String text) {
    var plain = WITH_TIME.matcher(PlainText.of(text)).replaceFirst("$1");
    for (int i = 0; i < FORMS.size(); i++) {
      var matcher = PATTERNS.get(i).matcher(plain);
      if (matcher.matches()) {
        return of(matcher.replaceFirst(FORMS.get(i).replacement()).split("-"));
      }
    }
    return null;
  }

  private static LocalDate of(String[] parts) {
    int year = Integer.parseInt(parts[0]);
    var month = parts[1].toLowerCase(Locale.ROOT);
    try {
      return year < 1
          ? null
          : LocalDate.of(
              year,
              Character.isDigit(month.charAt(0))
                  ? Integer.parseInt(month)
                  : MONTHS.indexOf(month.substring(0, 3)) / 3 + 1,
              Integer.parseInt(parts[2]));
    } catch (DateTimeException e) {
      return null;
    }
  }

  static void daySql(SqlWriter out, List<Expression> arguments) {
    out.append(
        """
        (SELECT CASE WHEN y > 0 AND m BETWEEN 1 AND 12 THEN CASE WHEN d BETWEEN 1 AND \
        extract(day FROM (make_date(y, m, 1) + interval '1 month' - interval '1 day')) THEN make_date(y, m, d) END END \
        FROM (SELECT split_part(k, '-', 1)::int AS y, CASE WHEN split_part(k, '-', 2) ~ '^[0-9]' THEN split_part(k, '-', 2)::int \
        ELSE (position(lower(left(split_part(k, '-', 2), 3)) IN\s""");
    out.append(
        "'" + MONTHS + "') + 2) / 3 END AS m, split_part(k, '-', 3)::int AS d FROM (SELECT CASE");
    for (var form : FORMS) {
      var written = SqlText.quoted(form.written);
      out.append(
          " WHEN c ~ "
              + written
              + " THEN regexp_replace(c, "
              + written
              + ", "
              + SqlText.quoted(form.places)
              + ")");
    }
    out.append(" END AS k FROM (SELECT regexp_replace(");
    PlainText.write(out, arguments.getFirst());
    out.append(", " + SqlText.quoted(TIME) + ", " + SqlText.quoted("\\1") + ") AS c) t0) t1) t2)");
  }
}
