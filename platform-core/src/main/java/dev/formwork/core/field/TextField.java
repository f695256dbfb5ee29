package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.TextFormat;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of text.
 *
 * @param minLength in characters, nullable
 * @param maxLength in characters, nullable
 * @param format nullable: any text
 */
public record TextField(FieldHead head, Integer minLength, Integer maxLength, Format format)
    implements Field, Maskable, Sampled {

  /**
   * The longest that one takes unless it says otherwise; keeps one record from filling a server.
   */
  private static final int MAX_LENGTH = 4_000;

  /** Shapes people know by name. */
  public enum Format {
    @JsonProperty("email")
    EMAIL("[^@\\s]{1,64}@[^@\\s.]+(\\.[^@\\s.]+)+", CoreProblem.NOT_AN_EMAIL, "sample@example.com"),
    @JsonProperty("phone")
    PHONE("\\+?[0-9][0-9 ()./-]{3,24}", CoreProblem.NOT_A_PHONE, "+1 555 0100"),
    @JsonProperty("url")
    URL("https?://[^\\s<>\"]{1,2000}", CoreProblem.NOT_A_URL, "https://example.com");

    private final ValueCheck check;
    private final String sample;

    Format(String pattern, ProblemCode problem, String sample) {
      this.check = ValueCheck.matching(Pattern.compile(pattern), problem);
      this.sample = sample;
    }
  }

  @Override
  public TextField withHead(FieldHead changed) {
    return new TextField(changed, minLength, maxLength, format);
  }

  static void describeSettings(SettingsSchema schema) {
    schema.count("minLength").count("maxLength").oneOf("format", "email", "phone", "url");
  }

  @Override
  public Optional<ColumnType> column() {
    return Optional.of(ColumnType.TEXT);
  }

  @Override
  public void checkSettings(SettingsCheck check) {
    check.range("length", decimal(minLength), decimal(maxLength));
  }

  private static BigDecimal decimal(Integer number) {
    return number == null ? null : BigDecimal.valueOf(number);
  }

  @Override
  public Object normalize(Object value) {
    return NormalValue.text((String) value);
  }

  @Override
  public ValueCheck check() {
    return ValueCheck.shortest(minLength)
        .and(ValueCheck.longest(maxLength != null ? maxLength : MAX_LENGTH))
        .and(format == null ? ValueCheck.NONE : format.check);
  }

  @Override
  public Object readJson(JsonValue json) throws IOException {
    return json.text();
  }

  @Override
  public CellValue readText(String text, TextFormat format) {
    return new CellValue.Value(text);
  }

  @Override
  public String sample(SampleSource source) {
    var plain = format == null ? source.text(this) : format.sample;
    var text = new StringBuilder(plain);
    while (minLength != null && text.length() < minLength) {
      text.append(' ').append(plain);
    }
    return cut(text.toString(), maxLength);
  }

  /**
   * @param most characters, nullable
   */
  static String cut(String text, Integer most) {
    return most == null || text.length() <= most ? text : text.substring(0, most);
  }
}
