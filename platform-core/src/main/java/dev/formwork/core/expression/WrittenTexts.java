package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.value.IsoDates;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.expression.value.ValueType;
import dev.formwork.core.expression.value.WrittenDates;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Written texts where days, times, members and departments are meant: read as such. */
final class WrittenTexts {

  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final TypeChecker typeChecker;
  private final FunctionLibrary library;

  WrittenTexts(TypeChecker typeChecker, FunctionLibrary library) {
    this.typeChecker = typeChecker;
    this.library = library;
  }

  /** The text that is written out; empty for anything else. */
  static Optional<String> text(Expression expression) {
    return expression instanceof Expression.Constant(ValueType type, String text)
            && type == ValueType.TEXT
        ? Optional.of(text)
        : Optional.empty();
  }

  /**
   * A side of a comparison as it is meant beside a value of this type.
   *
   * @throws ExpressionProblemException when it is a text that does not read as such
   */
  Expression beside(ValueType other, Expression side, int position) {
    var text = text(side).orElse(null);
    if (text == null) {
      return side;
    }
    return switch (other) {
      case DATE ->
          day(text)
              .or(() -> moment(text).map(Expression.DayOf::new))
              .orElseThrow(() -> unreadable(other, text, position));
      case DATE_TIME ->
          WrittenDates.day(text)
              .<Expression>map(day -> new Expression.Constant(ValueType.TEXT, day.toString()))
              .or(() -> moment(text))
              .orElseThrow(() -> unreadable(other, text, position));
      case TIME -> time(text).orElseThrow(() -> unreadable(other, text, position));
      case MEMBER, DEPARTMENT -> named(other, text, position);
      case NOTHING, TEXT, NUMBER, BOOLEAN, RECORD, TEXTS, NUMBERS, DATES, MOMENTS, ROWS -> side;
    };
  }

  /** The mistake of a written text where another type is wanted. */
  static ExpressionProblemException wrong(ValueType wanted, String text, int position) {
    return switch (wanted) {
      case DATE, DATE_TIME, TIME -> unreadable(wanted, text, position);
      default ->
          new ExpressionProblemException(
              position, ExpressionProblemCode.WRONG_TYPE, wanted, ValueType.TEXT);
    };
  }

  private static ExpressionProblemException unreadable(ValueType type, String text, int position) {
    return new ExpressionProblemException(
        position,
        ExpressionProblemCode.UNREADABLE,
        text,
        type,
        switch (type) {
          case DATE -> "\"2026-01-31\"";
          case TIME -> "\"09:30\"";
          default -> "\"2026-01-31\", \"2026-01-31 08:00\"";
        });
  }

  /**
   * A written text as one of the types that are wanted; empty when it does not read as any of them.
   */
  Optional<Expression> as(Set<ValueType> wanted, Expression written, int position) {
    var text = text(written).orElse(null);
    if (text == null || wanted.contains(ValueType.TEXT)) {
      return Optional.empty();
    }
    return wanted.stream().sorted().flatMap(type -> as(type, text, position).stream()).findFirst();
  }

  private Optional<Expression> as(ValueType type, String text, int position) {
    return switch (type) {
      case DATE -> day(text);
      case DATE_TIME -> moment(text);
      case TIME -> time(text);
      case MEMBER, DEPARTMENT -> Optional.of(named(type, text, position));
      case NOTHING, TEXT, NUMBER, BOOLEAN, RECORD, TEXTS, NUMBERS, DATES, MOMENTS, ROWS ->
          Optional.empty();
    };
  }

  private Optional<Expression> day(String text) {
    return WrittenDates.day(text).map(day -> call("DATE", day.toString()));
  }

  private Optional<Expression> moment(String text) {
    return WrittenDates.day(text).isEmpty() && IsoDates.moment(text, ZoneOffset.UTC).isPresent()
        ? Optional.of(call("DATETIME", text))
        : WrittenDates.moment(text).map(local -> call("DATETIME", written(local)));
  }

  private static String written(LocalDateTime local) {
    return LOCAL.format(local);
  }

  private Optional<Expression> time(String text) {
    return IsoDates.time(text)
        .or(() -> WrittenDates.time(text))
        .map(time -> call("TIMEVALUE", time.toString()));
  }

  /** A member or department by name, unless it is written by its id. */
  private Expression named(ValueType type, String text, int position) {
    if (RecordRef.isId(text)) {
      return new Expression.Constant(ValueType.TEXT, text);
    }
    boolean member = type == ValueType.MEMBER;
    var people = typeChecker.names().people();
    if (people.isPresent()
        && (member
                ? people.get().memberNamed(text.strip())
                : people.get().departmentNamed(text.strip()))
            == null) {
      throw new ExpressionProblemException(
          position, ExpressionProblemCode.NOBODY_CALLED, text, type);
    }
    return call(member ? "MEMBER" : "DEPARTMENT", text);
  }

  private Expression call(String function, String text) {
    return call(library, function, new Expression.Constant(ValueType.TEXT, text));
  }

  /** A call of a function with one overload, or of its first. */
  static Expression call(FunctionLibrary library, String name, Expression... arguments) {
    var function = (ScalarFunction) library.named(name).orElseThrow();
    var overload = function.overloads().getFirst();
    return new Expression.Call(function, overload, overload.result(), List.of(arguments));
  }
}
