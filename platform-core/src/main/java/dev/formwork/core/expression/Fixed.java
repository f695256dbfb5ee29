package dev.formwork.core.expression;

/** A program that gives the same value always, so that whoever binds to it may work ahead. */
public record Fixed(Object value) implements Program {

  @Override
  public Object run(Scope scope) {
    return value;
  }
}
