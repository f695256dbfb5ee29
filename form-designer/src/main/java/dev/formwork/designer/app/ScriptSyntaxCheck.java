package dev.formwork.designer.app;

import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import dev.formwork.designer.problem.DesignProblem;
import java.util.List;
import java.util.Optional;

/** Checks the syntax of a script without running it. Blocks; not for event loops. */
final class ScriptSyntaxCheck {

  private static final int MAX_SCRIPT = 20_000;

  private ScriptSyntaxCheck() {}

  /** What is wrong with it; empty when it can be read and is a function. */
  static Optional<Problem> problem(String script, String at) {
    if (script == null || script.isBlank()) {
      return Optional.of(Problem.at(at, CoreProblem.REQUIRED));
    }
    if (script.length() > MAX_SCRIPT) {
      return Optional.of(Problem.at(at, CoreProblem.TEXT_TOO_LONG, MAX_SCRIPT));
    }
    var reading =
        new ScriptFunction(
            "READ",
            null,
            List.of(),
            ScriptFunction.Kind.BOOLEAN,
            "() => typeof (" + script + "\n) === 'function'");
    var answer = ScriptFunctionLibrary.run(reading, List.of());
    if (answer.error() != null) {
      return Optional.of(Problem.at(at, DesignProblem.SCRIPT_MALFORMED, answer.error()));
    }
    return Boolean.TRUE.equals(answer.value())
        ? Optional.empty()
        : Optional.of(Problem.at(at, DesignProblem.SCRIPT_NO_FUNCTION));
  }
}
