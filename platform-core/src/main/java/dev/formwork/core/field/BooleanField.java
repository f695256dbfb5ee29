package dev.formwork.core.field;

/** Yes or no. */
public record BooleanField(FieldHead head) implements Field {

  @Override
  public BooleanField withHead(FieldHead changed) {
    return new BooleanField(changed);
  }
}
