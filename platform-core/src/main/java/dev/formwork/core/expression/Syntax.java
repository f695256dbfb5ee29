package dev.formwork.core.expression;

import java.math.BigDecimal;
import java.util.List;

/** The untyped tree: what was written, before anyone asked what the names mean. */
sealed interface Syntax {

  /** Position of its first character, or of its operator: where a message points. */
  int position();

  record Text(int position, String value) implements Syntax {}

  record Number(int position, BigDecimal value) implements Syntax {}

  record Truth(int position, boolean value) implements Syntax {}

  /** A part that could not be read; what is wrong with it was said already. */
  record Unreadable(int position) implements Syntax {}

  record Empty(int position) implements Syntax {}

  record Items(int position, List<Syntax> items) implements Syntax {}

  /** One or more names joined by points, as keys or as titles. */
  record Name(int position, List<String> parts) implements Syntax {}

  record Unary(int position, UnaryOperator operator, Syntax operand) implements Syntax {}

  record Binary(int position, BinaryOperator operator, Syntax left, Syntax right)
      implements Syntax {}

  record Call(int position, String function, List<Syntax> arguments) implements Syntax {}
}
