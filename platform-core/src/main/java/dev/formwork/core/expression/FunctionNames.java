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
          USERNAME ME
          AVERAGEA AVERAGE
          MAXA MAX
          MINA MIN
          GREATEST MAX
          LEAST MIN
          MODE.SNGL MODE
          STDEV.S STDEV
          STDEV.P STDEVP
          STDDEV STDEV
          STDEVA STDEV
          VAR.S VAR
          VAR.P VARP
          VARIANCE VAR
          CEILING.MATH CEILING
          FLOOR.MATH FLOOR
          ROUNDHALFUP ROUND
          TEXTBEFORE BEFORE
          TEXTAFTER AFTER
          REGEXTEST REGEXMATCH
          DISTINCT UNIQUE
          STARTWITH STARTSWITH
          ENDWITH ENDSWITH
          LOWERCASE LOWER
          UPPERCASE UPPER
          UPPERMONEY RMBUPPER
          STRLEN LEN
          REPEAT REPT
          STUFF REPLACE
          TONUMBER VALUE
          PARSEINT VALUE
          TOSTRING CONCAT
          STR CONCAT
          TO_TEXT CONCAT
          STRING CONCAT
          DATE_FORMAT TEXT
          DECODE SWITCH
          ISNOTBLANK ISNOTEMPTY
          NOTEMPTY ISNOTEMPTY
          FIRSTOF FIRST
          LASTOF LAST
          WEEK WEEKNUM
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
          XMATCH LOOKUP("form", condition, field)
          OFFSET INDEX(lines.amount, place)
          INDIRECT INDEX(lines.amount, place)
          ROW COUNTALL(lines.amount)
          ROWS COUNTALL(lines.amount)
          COLUMN lines.amount
          COLUMNS lines.amount
          ADDRESS lines.amount
          AREAS lines.amount
          TRANSPOSE lines.amount
          SORTBY SORT(lines.amount)
          SEQUENCE (1, 2, 3)
          RANDARRAY RANDBETWEEN(low, high)
          SQRTPI SQRT(number * PI())
          ATAN2 ATAN(y / x)
          SINH (EXP(number) - EXP(-number)) / 2
          COSH (EXP(number) + EXP(-number)) / 2
          TANH (EXP(2 * number) - 1) / (EXP(2 * number) + 1)
          EVEN ROUNDUP(number / 2) * 2
          ODD ROUNDUP((number - 1) / 2) * 2 + 1
          PERMUT FACT(of) / FACT(of - chosen)
          AGGREGATE SUM(lines.amount)
          SUMSQ SUM(lines.amount * lines.amount)
          RANK COUNTRECORDS("form", amount > THIS.amount) + 1
          RANK.EQ COUNTRECORDS("form", amount > THIS.amount) + 1
          RANK.AVG COUNTRECORDS("form", amount > THIS.amount) + 1
          PERCENTILE SMALL(lines.amount, place)
          PERCENTILE.INC SMALL(lines.amount, place)
          PERCENTILE.EXC SMALL(lines.amount, place)
          QUARTILE SMALL(lines.amount, place)
          QUARTILE.INC SMALL(lines.amount, place)
          QUARTILE.EXC SMALL(lines.amount, place)
          TRIMMEAN AVERAGEIF(lines.amount, condition)
          FREQUENCY COUNTIF(lines.amount BETWEEN low AND high)
          GEOMEAN PRODUCT(lines.amount) ^ (1 / COUNT(lines.amount))
          HARMEAN COUNT(lines.amount) / SUM(1 / lines.amount)
          N DEFAULT(number, 0)
          T text & ""
          YEARFRAC DATEDIF(from, to, "day") / 365
          NETWORKDAYS.INTL NETWORKDAYS(from, to)
          WORKDAY.INTL WORKDAY(date, days)
          ISDATE DATEVALUE(text) <> EMPTY
          ISEMAIL REGEXMATCH(text, "^[^@ ]+@[^@ ]+$")
          ISURL REGEXMATCH(text, "^https?://")
          HYPERLINK "https://example.com/" & text
          IMAGE "https://example.com/" & text
          FILTERXML REGEXEXTRACT(text, "pattern")
          XNPV NPV(amounts, rate)
          XIRR IRR(amounts)
          RATE IRR(amounts)
          IPMT PMT(rate, periods, amount)
          PPMT PMT(rate, periods, amount)
          CUMIPMT PMT(rate, periods, amount)
          CUMPRINC PMT(rate, periods, amount)
          SYD SLN(cost, rest, periods)
          DB SLN(cost, rest, periods)
          DDB SLN(cost, rest, periods)
          LAMBDA MAP(lines.amount * 2)
          REDUCE SUM(lines.amount)
          SCAN MAP(lines.amount * 2)
          BYROW MAP(lines.amount * 2)
          ARRAYFORMULA MAP(lines.amount * 2)
          QUERY SUMRECORDS("form", condition, field)
          IMPORTRANGE LOOKUP("form", condition, field)
          FLATTEN UNIQUE(list)
          TO_PERCENT TEXT(number, "0%")
          TAKE FIRST(lines.amount)
          DROP FILTER(lines.amount, condition)
          VSTACK MAP(lines.amount)
          HSTACK MAP(lines.amount)
          TOCOL MAP(lines.amount)
          TOROW MAP(lines.amount)
          CHOOSECOLS lines.amount
          EXPAND lines.amount
          MMULT SUMPRODUCT(lines.amount, lines.price)
          NUMBERSTRING RMBUPPER(amount)
          SYSTEM.USERNAME ME()
          CONTAIN text CONTAINS "part"
          INCLUDE text CONTAINS "part"
          INCLUDES text CONTAINS "part"
          HASVALUE value <> EMPTY
          RECNO RECORDID()
          TEXTUSER ME()
          TEXTDEPT MYDEPARTMENT()
          DEPTNAME MYDEPARTMENT()
          YEARMONTH TEXT(date, "yyyy-mm")
          MONTHDIFF DATEDIF(from, to, "month")
          ADDYEARS ADDMONTHS(date, 12 * years)
          ADDHOURS DATEADD(moment, count, "hour")
          ADDMINUTES DATEADD(moment, count, "minute")
          DATESUB DATEADD(date, -count, "day")
          DATEPART YEAR(date)
          NUMBER VALUE(text)
          NUM VALUE(text)
          LTRIM TRIM(text)
          RTRIM TRIM(text)
          POSITION FIND(part, text)
          LOCATE FIND(part, text)
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
