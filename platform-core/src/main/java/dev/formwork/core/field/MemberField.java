package dev.formwork.core.field;

/**
 * A member of the workspace.
 *
 * @param defaultMe a new record starts with whoever makes it
 */
public record MemberField(FieldHead head, boolean defaultMe) implements Field {

  @Override
  public MemberField withHead(FieldHead changed) {
    return new MemberField(changed, defaultMe);
  }
}
