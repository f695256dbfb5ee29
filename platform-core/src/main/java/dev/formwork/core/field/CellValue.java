package dev.formwork.core.field;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What came of the text of a cell: a value, the title of a record or name of a member still to be
 * found, or nothing usable.
 */
public sealed interface CellValue {

  record Value(Object value) implements CellValue {}

  record NamedRecord(String title) implements CellValue {}

  record NamedMember(String name) implements CellValue {}

  /**
   * @param code of the problem
   * @param arguments of its sentence
   */
  record Unusable(ProblemCode code, List<Object> arguments) implements CellValue {

    public Unusable {
      arguments = List.copyOf(arguments);
    }

    Unusable(ProblemCode code, Object... arguments) {
      this(code, List.of(arguments));
    }
  }

  /**
   * What was read of a text, or else that it could not be.
   *
   * @param code of the problem then
   */
  static CellValue of(Optional<?> read, ProblemCode code, String text) {
    return read.<CellValue>map(Value::new).orElseGet(() -> new Unusable(code, text));
  }

  /**
   * The same in the normal form of a field; a value that the field would not keep whole is none.
   *
   * @param text that it was read of
   */
  default CellValue keptBy(Field field, String text) {
    if (!(this instanceof Value(var value))) {
      return this;
    }
    var normal = field.normalize(value);
    return isWhole(value, normal)
        ? new Value(normal)
        : new Unusable(CoreProblem.IMPORT_TOO_PRECISE, text);
  }

  private static boolean isWhole(Object value, Object normal) {
    return switch (value) {
      case BigDecimal number -> ((BigDecimal) normal).compareTo(number) == 0;
      case OffsetDateTime moment -> moment.equals(normal);
      case LocalTime time -> time.equals(normal);
      default -> true;
    };
  }
}
