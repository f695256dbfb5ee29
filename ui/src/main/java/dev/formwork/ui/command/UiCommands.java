package dev.formwork.ui.command;

import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Runs a command of a screen. A refusal is shown to the user as a toast, and the screen stays as it
 * is.
 */
public final class UiCommands {

  private UiCommands() {}

  /** The result, or nothing when it was refused (and the visitor was told why). */
  public static <T> Optional<T> run(Supplier<Uni<T>> command) {
    try {
      return Optional.ofNullable(ServiceCalls.await(command));
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      return Optional.empty();
    }
  }

  /** True when it was done. */
  public static boolean done(Supplier<Uni<Void>> command) {
    try {
      ServiceCalls.await(command);
      return true;
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      return false;
    }
  }
}
