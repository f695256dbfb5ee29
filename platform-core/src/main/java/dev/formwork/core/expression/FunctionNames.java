package dev.formwork.core.expression;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Names that functions have in spreadsheets and elsewhere. */
final class FunctionNames {

  /** The same function under another name. */
  private static final Map<String, String> SAME =
      pairs(
          """
          CONCATENATE CONCAT
          STRJOIN CONCAT
          EDATE ADDMONTHS
          IFERROR DEFAULT
          IFNA DEFAULT
          IFNULL DEFAULT
          IFEMPTY DEFAULT
          NVL DEFAULT
          ISBLANK ISEMPTY
          ISNULL ISEMPTY
          ISERROR ISEMPTY
          ISERR ISEMPTY
          ISNA ISEMPTY
          NULLIF EMPTYIF
          COUNTA COUNT
          AVG AVERAGE
          MEAN AVERAGE
          CEIL CEILING
          LENGTH LEN
          SUBSTRING MID
          SUBSTR MID
          UCASE UPPER
          TOUPPER UPPER
          LCASE LOWER
          TOLOWER LOWER
          INITCAP PROPER
          LPAD PADLEFT
          RPAD PADRIGHT
          NUMBERVALUE VALUE
          TODATE DATEVALUE
          FORMAT TEXT
          RMBCAP RMBUPPER
          UNICODE CODE
          UNICHAR CHAR
          ISOWEEKNUM WEEKNUM
          SYSTIME NOW
          CURDATE TODAY
          DATEDELTA ADDDAYS
          USER ME
          CURRENTUSER ME
          """);

  /** What to write where no function here takes the same values. */
  private static final Map<String, String> INSTEAD =
      pairs(
          """
          VLOOKUP LOOKUP("form", condition, field)
          XLOOKUP LOOKUP("form", condition, field)
          HLOOKUP LOOKUP("form", condition, field)
          MATCH LOOKUP("form", condition, field)
          MAPX LOOKUP("form", condition, field)
          SUMIFS SUMIF(lines.amount, condition AND condition)
          COUNTIFS COUNTIF(lines.amount, condition AND condition)
          AVERAGEIFS AVERAGEIF(lines.amount, condition AND condition)
          MAXIFS MAXIF(lines.amount, condition AND condition)
          MINIFS MINIF(lines.amount, condition AND condition)
          COUNTBLANK COUNTIF(lines.amount, lines.amount = EMPTY)
          SUBTOTAL SUM(lines.amount)
          DATEDIFF DATEDIF(from, to, "day")
          DATE_ADD DATEADD(date, count, "day")
          DATE_SUB DATEADD(date, -count, "day")
          DAYS360 DATEDIF(from, to, "day")
          TIME DATETIME("2026-01-31T08:00:00+08:00")
          TIMEVALUE DATETIME("2026-01-31T08:00:00+08:00")
          GETDATE NOW()
          CURRENT_DATE TODAY()
          CURRENT_TIMESTAMP NOW()
          SYSDATE NOW()
          GETUSERNAME ME()
          FIXED TEXT(number, "0.00")
          DOLLAR TEXT(number, "$#,##0.00")
          RMB TEXT(number, "￥#,##0.00")
          TO_CHAR TEXT(value, "yyyy-mm-dd")
          TO_DATE DATEVALUE(text)
          TO_NUMBER VALUE(text)
          ISTEXT value <> EMPTY
          NOTBLANK value <> EMPTY
          NA EMPTY
          NULL EMPTY
          INSTR FIND(part, text)
          INDEXOF FIND(part, text)
          LENB LEN(text)
          LEFTB LEFT(text, count)
          RIGHTB RIGHT(text, count)
          MIDB MID(text, start, count)
          LOG2 LOG(number, 2)
          COT 1 / TAN(number)
          POW POWER(base, exponent)
          UNION UNIQUE(list)
          TEXTSPLIT SPLIT(text, separator)
          CASE SWITCH(text, case, value)
          IIF IF(condition, then, else)
          """);

  private FunctionNames() {}

  private static Map<String, String> pairs(String lines) {
    var pairs = new HashMap<String, String>();
    lines
        .lines()
        .forEach(
            line ->
                pairs.put(
                    line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ') + 1)));
    return Map.copyOf(pairs);
  }

  /** What the function is called here; itself unless it has another name. */
  static String canonical(String name) {
    return SAME.getOrDefault(name, name);
  }

  /** The other names, each with what the function is called here. */
  static Map<String, String> all() {
    return SAME;
  }

  static Optional<String> instead(String name) {
    return Optional.ofNullable(INSTEAD.get(name));
  }
}
