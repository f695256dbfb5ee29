package dev.formwork.core.expression;

/** A program with a constant value, which lets a function bound to it prepare its work. */
public record ConstantProgram(Object value) implements Program {

  @Override
  public Object run(EvaluationContext evaluationContext) {
    return value;
  }
}
