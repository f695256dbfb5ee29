package dev.formwork.core.expression;

import java.util.List;

/** The JVM implementation of a function: bound to its argument programs once, run many times. */
@FunctionalInterface
public interface FunctionBody {

  Program bind(List<Program> arguments);

  /** A function of one value; empty gives empty. */
  @FunctionalInterface
  interface One<A> {
    Object of(A a);
  }

  /** A function of two values; an empty one gives empty. */
  @FunctionalInterface
  interface Two<A, B> {
    Object of(A a, B b);
  }

  /** A function of three values; an empty one gives empty. */
  @FunctionalInterface
  interface Three<A, B, C> {
    Object of(A a, B b, C c);
  }

  /** A function of any values, empty ones included. */
  @FunctionalInterface
  interface Many {
    Object of(Object[] values, EvaluationContext evaluationContext);
  }

  static <A> FunctionBody one(Class<A> type, One<A> function) {
    return arguments -> {
      var first = arguments.get(0);
      return evaluationContext -> {
        var a = first.run(evaluationContext);
        return type.isInstance(a) ? function.of(type.cast(a)) : null;
      };
    };
  }

  static <A, B> FunctionBody two(Class<A> typeA, Class<B> typeB, Two<A, B> function) {
    return arguments -> {
      var first = arguments.get(0);
      var second = arguments.get(1);
      return evaluationContext -> {
        var a = first.run(evaluationContext);
        var b = second.run(evaluationContext);
        return typeA.isInstance(a) && typeB.isInstance(b)
            ? function.of(typeA.cast(a), typeB.cast(b))
            : null;
      };
    };
  }

  static <A, B, C> FunctionBody three(
      Class<A> typeA, Class<B> typeB, Class<C> typeC, Three<A, B, C> function) {
    return arguments -> {
      var first = arguments.get(0);
      var second = arguments.get(1);
      var third = arguments.get(2);
      return evaluationContext -> {
        var a = first.run(evaluationContext);
        var b = second.run(evaluationContext);
        var c = third.run(evaluationContext);
        return typeA.isInstance(a) && typeB.isInstance(b) && typeC.isInstance(c)
            ? function.of(typeA.cast(a), typeB.cast(b), typeC.cast(c))
            : null;
      };
    };
  }

  static FunctionBody many(Many function) {
    return arguments -> {
      var programs = arguments.toArray(Program[]::new);
      return evaluationContext -> {
        var values = new Object[programs.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = programs[i].run(evaluationContext);
        }
        return function.of(values, evaluationContext);
      };
    };
  }

  /** As {@link #many}, but any empty value gives empty. */
  static FunctionBody all(Many function) {
    return many(
        (values, evaluationContext) -> {
          for (var value : values) {
            if (value == null) {
              return null;
            }
          }
          return function.of(values, evaluationContext);
        });
  }
}
