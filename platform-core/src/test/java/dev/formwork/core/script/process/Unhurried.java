package dev.formwork.core.script.process;

import dev.formwork.core.problem.CoreProblem;
import java.util.function.Supplier;

/**
 * A script that has enough to do with its time. A machine that does much else at once may not give
 * it that time; then it is run again.
 */
public final class Unhurried {

  private static final int TRIES = 20;

  private Unhurried() {}

  public static ScriptCallResult run(Supplier<ScriptCallResult> script) {
    var result = script.get();
    for (int i = 1; i < TRIES && isSlow(result); i++) {
      result = script.get();
    }
    return result;
  }

  private static boolean isSlow(ScriptCallResult result) {
    return result.error() != null && result.error().is(CoreProblem.SCRIPT_SLOW);
  }
}
