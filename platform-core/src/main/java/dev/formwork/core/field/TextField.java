package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One line of text.
 *
 * @param minLength in characters, nullable
 * @param maxLength in characters, nullable
 * @param format nullable: any text
 */
public record TextField(FieldHead head, Integer minLength, Integer maxLength, Format format)
    implements Field {

  /** Shapes people know by name. */
  public enum Format {
    @JsonProperty("email")
    EMAIL,
    @JsonProperty("phone")
    PHONE,
    @JsonProperty("url")
    URL
  }

  @Override
  public TextField withHead(FieldHead changed) {
    return new TextField(changed, minLength, maxLength, format);
  }
}
