package dev.formwork.core.field;

import dev.formwork.core.problem.ProblemCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * A present JSON value that a field reads, as it comes in. It is read once, by one of these; what
 * is not of the kind asked for is noted as a problem at its path, skipped, and null.
 *
 * <p>All of them throw {@link IOException} when the text is no JSON.
 */
public interface JsonValue {

  String text() throws IOException;

  /**
   * A text that means something else, such as a date.
   *
   * @param parse fails with a {@link java.time.DateTimeException} when it does not
   * @param code of the problem then, and when it is no text
   */
  <T> T parsed(Function<String, T> parse, ProblemCode code) throws IOException;

  /** A number, or one in a text, for clients whose numbers are floating point. */
  BigDecimal number() throws IOException;

  Boolean truth() throws IOException;

  /** A list of texts, those left out that are none. */
  List<String> texts() throws IOException;

  UUID id() throws IOException;

  /** An id, or that of an object with one, which is how a record looked up is written. */
  UUID idOrObject() throws IOException;

  /** The rows of a subform. */
  Object rows(SubformField subform) throws IOException;

  /**
   * Notes that the value is not what the field takes.
   *
   * @return null
   */
  Object refuse(ProblemCode code, Object... arguments) throws IOException;
}
