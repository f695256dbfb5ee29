package dev.formwork.core.record.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.formwork.core.field.JsonValue;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The value that a streaming parser stands at. Reads it as what a field asks for, and notes a
 * problem when it is something else; the path of a value is written out only for a problem.
 */
abstract class JsonValueParser implements JsonValue {

  private static final int MAX_PROBLEMS = 100;

  private static final int MAX_DIGITS = 60;

  /** Zeros at the end count as no digits; more than the parser lets in, there are none. */
  private static final int MAX_SCALE = 200;

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,20})?");

  final JsonParser parser;
  final List<Problem> problems;

  private String outer = "";
  private String key = "";

  JsonValueParser(JsonParser parser, List<Problem> problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /** The value of this property is read next. */
  JsonValueParser at(String path, String property) {
    outer = path;
    key = property;
    return this;
  }

  String path() {
    return outer + "/" + key;
  }

  @Override
  public Object refuse(ProblemCode code, Object... arguments) throws IOException {
    parser.skipChildren();
    note(Problem.at(path(), code, arguments));
    return null;
  }

  /** After a hundred problems nobody reads on. */
  final void note(Problem problem) throws EnoughException {
    problems.add(problem);
    if (problems.size() >= MAX_PROBLEMS) {
      throw new EnoughException();
    }
  }

  /** So many problems were found that the rest does not matter. */
  static final class EnoughException extends IOException {

    private static final long serialVersionUID = 1L;

    @Override
    public Throwable fillInStackTrace() {
      return this;
    }
  }

  @Override
  public String text() throws IOException {
    return isText() ? whole(parser.getText()) : (String) refuse(CoreProblem.TEXT_EXPECTED);
  }

  /** Null, and noted, when it has what no text can hold. */
  private String whole(String text) throws IOException {
    var problem = Texts.problem(text);
    return problem.isEmpty() ? text : (String) refuse(problem.get());
  }

  @Override
  public <T> T parsed(Function<String, T> parse, ProblemCode code) throws IOException {
    if (isText()) {
      try {
        return parse.apply(parser.getText());
      } catch (DateTimeException e) {
        // Noted below, as what is no text at all.
      }
    }
    refuse(code);
    return null;
  }

  @Override
  public BigDecimal number() throws IOException {
    if (parser.currentToken().isNumeric()) {
      return bounded(parser.getDecimalValue());
    }
    return isText() && NUMBER.matcher(parser.getText()).matches()
        ? new BigDecimal(parser.getText())
        : (BigDecimal) refuse(CoreProblem.NUMBER_EXPECTED);
  }

  /** Few digits with a large exponent are as long once they are written out. */
  private BigDecimal bounded(BigDecimal number) throws IOException {
    if (Math.abs((long) number.scale()) > MAX_SCALE) {
      return (BigDecimal) refuse(CoreProblem.NUMBER_TOO_LARGE);
    }
    var plain =
        parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT
            ? number.stripTrailingZeros()
            : number;
    return plain.precision() <= MAX_DIGITS && Math.abs(plain.scale()) <= MAX_DIGITS
        ? plain
        : (BigDecimal) refuse(CoreProblem.NUMBER_TOO_LARGE);
  }

  @Override
  public Boolean truth() throws IOException {
    return parser.currentToken().isBoolean()
        ? (Boolean) parser.getBooleanValue()
        : (Boolean) refuse(CoreProblem.BOOLEAN_EXPECTED);
  }

  @Override
  public List<String> texts() throws IOException {
    if (!parser.isExpectedStartArrayToken()) {
      refuse(CoreProblem.LIST_EXPECTED);
      return null;
    }
    var list = path();
    var texts = new ArrayList<String>();
    for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
      if (isText()) {
        texts.add(at(list, Integer.toString(i)).whole(parser.getText()));
      } else {
        at(list, Integer.toString(i)).refuse(CoreProblem.TEXT_EXPECTED);
      }
    }
    texts.removeIf(Objects::isNull);
    return List.copyOf(texts);
  }

  @Override
  public UUID id() throws IOException {
    var id = isText() ? uuid(parser.getText()) : null;
    return id != null ? id : (UUID) refuse(CoreProblem.ID_EXPECTED);
  }

  /** The id of a row; what is none is no row's. */
  final UUID rowId() throws IOException {
    var id = isText() ? uuid(parser.getText()) : null;
    var said = parser.currentToken().isScalarValue() ? parser.getText() : "";
    return id != null ? id : (UUID) refuse(CoreProblem.ROW_NOT_FOUND, said);
  }

  @Override
  public UUID idOrObject() throws IOException {
    if (!parser.isExpectedStartObjectToken()) {
      return id();
    }
    UUID id = null;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      boolean named = parser.currentName().equals("id");
      parser.nextToken();
      if (named && isText()) {
        id = uuid(parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return id != null ? id : (UUID) refuse(CoreProblem.ID_EXPECTED);
  }

  private boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  /** Null when it is none, also one that {@link UUID} would take with digits left out. */
  private static UUID uuid(String text) {
    try {
      return text.length() == 36 ? UUID.fromString(text) : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
