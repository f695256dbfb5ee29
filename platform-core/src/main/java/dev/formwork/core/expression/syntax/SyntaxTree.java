package dev.formwork.core.expression.syntax;

import java.math.BigDecimal;
import java.util.List;

/** The untyped tree: what was written, before anyone asked what the names mean. */
public sealed interface SyntaxTree {

  /** Position of its first character, or of its operator: where a message points. */
  int position();

  record Text(int position, String value) implements SyntaxTree {}

  record Number(int position, BigDecimal value) implements SyntaxTree {}

  record Truth(int position, boolean value) implements SyntaxTree {}

  /** A part that could not be read; what is wrong with it was said already. */
  record Unreadable(int position) implements SyntaxTree {}

  record Empty(int position) implements SyntaxTree {}

  record Items(int position, List<SyntaxTree> items) implements SyntaxTree {}

  /** One or more names joined by points, as keys or as titles. */
  record Name(int position, List<String> parts) implements SyntaxTree {}

  record Unary(int position, UnaryOperator operator, SyntaxTree operand) implements SyntaxTree {}

  record Binary(int position, BinaryOperator operator, SyntaxTree left, SyntaxTree right)
      implements SyntaxTree {}

  record Call(int position, String function, List<SyntaxTree> arguments) implements SyntaxTree {}
}
