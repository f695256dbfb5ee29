package dev.formwork.core.field;

/** A day, without a time or zone. */
public record DateField(FieldHead head) implements Field {

  @Override
  public DateField withHead(FieldHead changed) {
    return new DateField(changed);
  }
}
