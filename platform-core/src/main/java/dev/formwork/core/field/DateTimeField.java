package dev.formwork.core.field;

/** A moment, stored with its zone, shown in the reader's. */
public record DateTimeField(FieldHead head) implements Field {

  @Override
  public DateTimeField withHead(FieldHead changed) {
    return new DateTimeField(changed);
  }
}
