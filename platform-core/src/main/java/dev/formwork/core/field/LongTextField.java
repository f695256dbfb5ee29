package dev.formwork.core.field;

/**
 * Text of several lines, without mark-up.
 *
 * @param maxLength in characters, nullable
 */
public record LongTextField(FieldHead head, Integer maxLength) implements Field {

  @Override
  public LongTextField withHead(FieldHead changed) {
    return new LongTextField(changed, maxLength);
  }
}
