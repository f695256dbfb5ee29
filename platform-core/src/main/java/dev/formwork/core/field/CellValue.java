package dev.formwork.core.field;

import dev.formwork.core.problem.ProblemCode;
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
}
