package dev.formwork.core.expression.function;

import dev.formwork.core.expression.Expression;
import dev.formwork.core.expression.SqlWriter;
import dev.formwork.core.expression.value.PlainText;
import dev.formwork.core.expression.value.WrittenDates;
import java.util.List;

/** In SQL: texts read as days and times, as {@link WrittenDates} reads them. */
final class DateReading {

  private DateReading() {}

  static void daySql(SqlWriter out, List<Expression> arguments) {
    out.append(
        """
        (SELECT CASE WHEN y > 0 AND m BETWEEN 1 AND 12 THEN CASE WHEN d BETWEEN 1 AND \
        extract(day FROM (make_date(y, m, 1) + interval '1 month' - interval '1 day')) THEN make_date(y, m, d) END END \
        FROM (SELECT split_part(k, '-', 1)::int AS y, CASE WHEN split_part(k, '-', 2) ~ '^[0-9]' THEN split_part(k, '-', 2)::int \
        ELSE (position(lower(left(split_part(k, '-', 2), 3)) IN\s""");
    out.append(
        "'"
            + WrittenDates.MONTHS
            + "') + 2) / 3 END AS m, split_part(k, '-', 3)::int AS d FROM (SELECT CASE");
    for (var form : WrittenDates.FORMS) {
      var written = SqlText.quoted(form.written());
      out.append(
          " WHEN c ~ "
              + written
              + " THEN regexp_replace(c, "
              + written
              + ", "
              + SqlText.quoted(form.places())
              + ")");
    }
    out.append(" END AS k FROM (SELECT regexp_replace(");
    plain(out, arguments.getFirst());
    out.append(
        ", "
            + SqlText.quoted(WrittenDates.TIMED)
            + ", "
            + SqlText.quoted("\\1")
            + ") AS c) t0) t1) t2)");
  }

  static void timeSql(SqlWriter out, List<Expression> arguments) {
    out.append(
        """
        (SELECT CASE WHEN p = '' THEN make_time(h, m, s) WHEN h BETWEEN 1 AND 12 \
        THEN make_time(h % 12 + CASE WHEN p = 'p' THEN 12 ELSE 0 END, m, s) END FROM \
        (SELECT k[2]::int AS h, k[3]::int AS m, COALESCE(k[4], '0')::int AS s, \
        CASE k[1] WHEN '上午' THEN 'a' WHEN '下午' THEN 'p' ELSE lower(COALESCE(k[5], '')) END AS p FROM (SELECT regexp_match(""");
    plain(out, arguments.getFirst());
    out.append(", " + SqlText.quoted(WrittenDates.TIME) + ") AS k) t0 WHERE k IS NOT NULL) t1)");
  }

  /** As {@link PlainText} has it. */
  static void plain(SqlWriter out, Expression text) {
    out.append("btrim(translate(");
    out.value(text);
    out.append(
        ", " + SqlText.quoted(PlainText.FROM) + ", " + SqlText.quoted(PlainText.TO) + "), ' ')");
  }
}
