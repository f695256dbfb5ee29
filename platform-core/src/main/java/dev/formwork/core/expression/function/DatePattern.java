package dev.formwork.core.expression.function;

import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pattern of days and times as spreadsheets have it: {@code yyyy-mm-dd hh:mm}, in any case. An
 * {@code m} behind hours or before seconds means minutes, elsewhere months.
 */
final class DatePattern {

  /** Longer than any pattern, short enough to be shown in a message. */
  private static final int MAX_LENGTH = 60;

  private static final Set<Piece> TIMES = EnumSet.range(Piece.HOUR, Piece.HALF_DAY_CHINESE);

  private static final Set<Piece> NAMES =
      EnumSet.of(
          Piece.MONTH_NAME,
          Piece.MONTH_FULL,
          Piece.MONTH_LETTER,
          Piece.WEEKDAY,
          Piece.WEEKDAY_FULL,
          Piece.HALF_DAY,
          Piece.HALF_DAY_LETTER);

  /** What one part of the pattern shows of a moment; the same in PostgreSQL's words. */
  enum Piece {
    YEAR("YYYY", 4),
    SHORT_YEAR("YY", 2),
    MONTH("FMMM", 1),
    MONTH_2("MM", 2),
    MONTH_NAME("Mon", 0),
    MONTH_FULL("FMMonth", 0),
    DAY("FMDD", 1),
    DAY_2("DD", 2),
    WEEKDAY("Dy", 0),
    MONTH_LETTER("Mon", 0),
    MONTH_CHINESE("FMMM", 0),
    WEEKDAY_FULL("FMDay", 0),
    WEEKDAY_CHINESE("ID", 0),
    WEEKDAY_CHINESE_FULL("ID", 0),
    HOUR("FMHH24", 1),
    HOUR_2("HH24", 2),
    HALF_DAY_HOUR("FMHH12", 1),
    HALF_DAY_HOUR_2("HH12", 2),
    MINUTE("FMMI", 1),
    MINUTE_2("MI", 2),
    SECOND("FMSS", 1),
    SECOND_2("SS", 2),
    TENTH("MS", 1),
    HUNDREDTH("MS", 2),
    THOUSANDTH("MS", 3),
    HALF_DAY("AM", 0),
    HALF_DAY_LETTER("AM", 0),
    HALF_DAY_CHINESE("AM", 0);

    private final String sql;
    private final int width;

    Piece(String sql, int width) {
      this.sql = sql;
      this.width = width;
    }
  }

  /** A piece, or a text that stands as it is. */
  private record Part(Piece piece, String text) {}

  /** The language that a pattern begins with, as spreadsheets write it. */
  private static final java.util.regex.Pattern LANGUAGE =
      java.util.regex.Pattern.compile("^\\[\\$-([^]]*)](.*)$");

  private static final Set<String> CHINESE = Set.of("804", "0804", "zh-cn", "zh-hans", "zh");
  private static final Set<String> ENGLISH =
      Set.of("409", "809", "c09", "1009", "en", "en-us", "en-gb", "x-sysdate", "f800", "f400");

  private static final List<String> CHINESE_MONTHS =
      List.of("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二");

  private static final String CHINESE_DAYS = "一二三四五六日";

  private final String pattern;
  private final List<Part> parts = new ArrayList<>();
  private int at;

  private DatePattern(String pattern) {
    this.pattern = pattern;
  }

  /** Empty when it has a part that means nothing, or shows nothing of a day or time. */
  static Optional<DatePattern> of(String pattern) {
    // What spreadsheets add of their own: the language before, the section of texts behind.
    var plain = pattern.replaceFirst(";@$", "");
    var language = LANGUAGE.matcher(plain);
    boolean named = language.matches();
    var read = new DatePattern(named ? language.group(2) : plain);
    return pattern.length() <= MAX_LENGTH
            && read.read()
            && read.showsAnything()
            && (!named || read.speaks(language.group(1).toLowerCase(Locale.ROOT)))
        ? Optional.of(read)
        : Optional.empty();
  }

  /** Turns names into those of a language; false for names in a language that is not known. */
  private boolean speaks(String language) {
    if (CHINESE.contains(language)) {
      parts.replaceAll(DatePattern::inChinese);
      for (int i = parts.size() - 1; i >= 0; i--) {
        if (parts.get(i).piece == Piece.MONTH_NAME) {
          parts.set(i, new Part(Piece.MONTH, null));
          parts.add(i + 1, new Part(null, "月"));
        } else if (parts.get(i).piece == Piece.WEEKDAY) {
          parts.set(i, new Part(Piece.WEEKDAY_CHINESE, null));
          parts.add(i, new Part(null, "周"));
        }
      }
      return true;
    }
    return ENGLISH.contains(language)
        || parts.stream().noneMatch(part -> NAMES.contains(part.piece));
  }

  private static Part inChinese(Part part) {
    return switch (part.piece) {
      case MONTH_FULL -> new Part(Piece.MONTH_CHINESE, null);
      case WEEKDAY_FULL -> new Part(Piece.WEEKDAY_CHINESE_FULL, null);
      case HALF_DAY -> new Part(Piece.HALF_DAY_CHINESE, null);
      case null, default -> part;
    };
  }

  /** Whether it shows nothing but the time of the day. */
  boolean isOfTime() {
    return parts.stream().allMatch(part -> part.piece == null || isTime(part.piece));
  }

  private boolean showsAnything() {
    return parts.stream().anyMatch(part -> part.piece != null);
  }

  private static boolean isTime(Piece piece) {
    return TIMES.contains(piece);
  }

  private boolean read() {
    while (at < pattern.length()) {
      char c = Character.toLowerCase(pattern.charAt(at));
      boolean understood =
          switch (c) {
            case '"', '\'' -> quoted(pattern.charAt(at));
            case '\\' -> escaped();
            case 'a', '上' -> halfDay() || letters(c);
            case '.' -> fraction() || plain();
            default -> c >= 'a' && c <= 'z' ? letters(c) : plain();
          };
      if (!understood) {
        return false;
      }
    }
    minutes();
    halfDays();
    return true;
  }

  private boolean quoted(char quote) {
    int end = pattern.indexOf(quote, at + 1);
    if (end < 0) {
      return false;
    }
    text(pattern.substring(at + 1, end));
    at = end + 1;
    return true;
  }

  private boolean escaped() {
    if (at + 1 == pattern.length()) {
      return false;
    }
    text(pattern.substring(at + 1, at + 2));
    at += 2;
    return true;
  }

  private boolean plain() {
    char c = pattern.charAt(at);
    if ("[]#0?@*_;%$".indexOf(c) >= 0) {
      return false;
    }
    text(String.valueOf(c));
    at++;
    return true;
  }

  /** Parts of a second, as zeros behind it. */
  private boolean fraction() {
    int zeros = 0;
    while (zeros < 4 && pattern.startsWith("0", at + 1 + zeros)) {
      zeros++;
    }
    if (zeros == 0 || zeros > 3 || parts.isEmpty() || !isSecond(parts.getLast().piece)) {
      return false;
    }
    text(".");
    parts.add(
        new Part(zeros == 1 ? Piece.TENTH : zeros == 2 ? Piece.HUNDREDTH : Piece.THOUSANDTH, null));
    at += 1 + zeros;
    return true;
  }

  private static final Map<String, Piece> HALF_DAYS =
      Map.of(
          "am/pm", Piece.HALF_DAY,
          "a/p", Piece.HALF_DAY_LETTER,
          "上午/下午", Piece.HALF_DAY_CHINESE);

  private boolean halfDay() {
    for (var mark : HALF_DAYS.keySet()) {
      if (pattern.regionMatches(true, at, mark, 0, mark.length())) {
        parts.add(new Part(HALF_DAYS.get(mark), null));
        at += mark.length();
        return true;
      }
    }
    return pattern.charAt(at) == '上' && plain();
  }

  private boolean letters(char letter) {
    int start = at;
    while (at < pattern.length() && Character.toLowerCase(pattern.charAt(at)) == letter) {
      at++;
    }
    int count = at - start;
    if (letter == 't' && count == 1) {
      // Between day and time, as ISO 8601 has it.
      text(pattern.substring(start, at));
      return true;
    }
    var piece = piece(letter, count);
    if (piece == null) {
      return false;
    }
    parts.add(new Part(piece, null));
    return true;
  }

  private static Piece piece(char letter, int count) {
    return switch (letter) {
      case 'e' -> count <= 4 ? Piece.YEAR : null;
      case 'y' -> count <= 4 ? count <= 2 ? Piece.SHORT_YEAR : Piece.YEAR : null;
      case 'm' ->
          one(
              count,
              Piece.MONTH,
              Piece.MONTH_2,
              Piece.MONTH_NAME,
              Piece.MONTH_FULL,
              Piece.MONTH_LETTER);
      case 'd' -> one(count, Piece.DAY, Piece.DAY_2, Piece.WEEKDAY, Piece.WEEKDAY_FULL);
      case 'h' -> one(count, Piece.HOUR, Piece.HOUR_2);
      case 's' -> one(count, Piece.SECOND, Piece.SECOND_2);
      case 'a' -> one(count, null, null, Piece.WEEKDAY_CHINESE, Piece.WEEKDAY_CHINESE_FULL);
      default -> null;
    };
  }

  private static Piece one(int count, Piece... pieces) {
    return count <= pieces.length ? pieces[count - 1] : null;
  }

  private void text(String text) {
    parts.add(new Part(null, text));
  }

  /** Months that are minutes, by what stands around them. */
  private void minutes() {
    Piece before = null;
    for (int i = 0; i < parts.size(); i++) {
      var piece = parts.get(i).piece;
      if ((piece == Piece.MONTH || piece == Piece.MONTH_2)
          && (isHour(before) || isSecond(next(i)))) {
        piece = piece == Piece.MONTH ? Piece.MINUTE : Piece.MINUTE_2;
        parts.set(i, new Part(piece, null));
      }
      before = piece == null ? before : piece;
    }
  }

  private Piece next(int place) {
    return parts.stream()
        .skip(place + 1L)
        .map(Part::piece)
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static boolean isHour(Piece piece) {
    return piece == Piece.HOUR || piece == Piece.HOUR_2;
  }

  private static boolean isSecond(Piece piece) {
    return piece == Piece.SECOND || piece == Piece.SECOND_2;
  }

  /** Hours count to 12 where morning and afternoon are said. */
  private void halfDays() {
    if (parts.stream()
        .anyMatch(part -> part.piece != null && HALF_DAYS.containsValue(part.piece))) {
      parts.replaceAll(
          part ->
              part.piece == Piece.HOUR
                  ? new Part(Piece.HALF_DAY_HOUR, null)
                  : part.piece == Piece.HOUR_2 ? new Part(Piece.HALF_DAY_HOUR_2, null) : part);
    }
  }

  String format(LocalDateTime moment) {
    var shown = new StringBuilder();
    for (var part : parts) {
      shown.append(part.piece == null ? part.text : shown(part.piece, moment));
    }
    return shown.toString();
  }

  private static String shown(Piece piece, LocalDateTime moment) {
    return switch (piece) {
      case MONTH_NAME -> moment.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case MONTH_FULL -> moment.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case WEEKDAY -> moment.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
      case WEEKDAY_FULL -> moment.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case WEEKDAY_CHINESE -> chineseDay(moment);
      case WEEKDAY_CHINESE_FULL -> "星期" + chineseDay(moment);
      case MONTH_LETTER ->
          moment.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 1);
      case MONTH_CHINESE -> CHINESE_MONTHS.get(moment.getMonthValue() - 1) + "月";
      case HALF_DAY_LETTER -> moment.getHour() < 12 ? "A" : "P";
      case TENTH, HUNDREDTH, THOUSANDTH ->
          padded(moment.get(ChronoField.MILLI_OF_SECOND), 3).substring(0, piece.width);
      case HALF_DAY -> moment.getHour() < 12 ? "AM" : "PM";
      case HALF_DAY_CHINESE -> moment.getHour() < 12 ? "上午" : "下午";
      case YEAR,
          SHORT_YEAR,
          MONTH,
          MONTH_2,
          DAY,
          DAY_2,
          HOUR,
          HOUR_2,
          HALF_DAY_HOUR,
          HALF_DAY_HOUR_2,
          MINUTE,
          MINUTE_2,
          SECOND,
          SECOND_2 ->
          padded(number(piece, moment), piece.width);
    };
  }

  private static String chineseDay(LocalDateTime moment) {
    int day = moment.getDayOfWeek().getValue();
    return CHINESE_DAYS.substring(day - 1, day);
  }

  private static int number(Piece piece, LocalDateTime moment) {
    return switch (piece) {
      case YEAR -> moment.getYear();
      case SHORT_YEAR -> moment.getYear() % 100;
      case MONTH, MONTH_2 -> moment.getMonthValue();
      case DAY, DAY_2 -> moment.getDayOfMonth();
      case HALF_DAY_HOUR, HALF_DAY_HOUR_2 -> moment.get(ChronoField.CLOCK_HOUR_OF_AMPM);
      case MINUTE, MINUTE_2 -> moment.getMinute();
      case SECOND, SECOND_2 -> moment.getSecond();
      default -> moment.getHour();
    };
  }

  private static String padded(int number, int width) {
    var digits = String.valueOf(number);
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  /**
   * SQL that shows a timestamp without zone.
   *
   * @param moment a column or parameter, which is read several times
   */
  String sql(String moment) {
    var sql = new StringBuilder("(");
    for (var part : parts) {
      sql.append(sql.length() > 1 ? " || " : "")
          .append(part.piece == null ? SqlText.quoted(part.text) : sql(part.piece, moment));
    }
    return sql.append(")").toString();
  }

  private static String sql(Piece piece, String moment) {
    var shown = "to_char(" + moment + ", '" + piece.sql + "')";
    return switch (piece) {
      case WEEKDAY_CHINESE -> chineseDaySql(shown);
      case WEEKDAY_CHINESE_FULL -> "'星期' || " + chineseDaySql(shown);
      case MONTH_LETTER, HALF_DAY_LETTER -> "left(" + shown + ", 1)";
      case MONTH_CHINESE ->
          "(ARRAY['" + String.join("月', '", CHINESE_MONTHS) + "月'])[" + shown + "::int]";
      case TENTH, HUNDREDTH, THOUSANDTH -> "left(" + shown + ", " + piece.width + ")";
      case HALF_DAY_CHINESE -> "CASE " + shown + " WHEN 'AM' THEN '上午' WHEN 'PM' THEN '下午' END";
      default -> shown;
    };
  }

  private static String chineseDaySql(String day) {
    return "substr('" + CHINESE_DAYS + "', " + day + "::int, 1)";
  }
}
