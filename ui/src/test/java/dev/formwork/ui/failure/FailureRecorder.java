package dev.formwork.ui.failure;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Records every failure of a test that has a server or a page under watch, while both are as they
 * were when it failed. JUnit finds it by itself, so no class has to ask for it.
 */
public final class FailureRecorder
    implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw recorded(context, failure);
  }

  @Override
  public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw recorded(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw recorded(context, failure);
  }

  private static Throwable recorded(ExtensionContext context, Throwable failure) {
    if (failure instanceof TestAbortedException || !FailureRecord.isAnythingWatched()) {
      return failure;
    }
    var test =
        context.getRequiredTestClass().getSimpleName()
            + context.getTestMethod().map(method -> "." + method.getName()).orElse(".before");
    Path kept = FailureRecord.keep(test, failure);
    return new AssertionError(failure.getMessage() + "\nKept in " + kept, failure);
  }
}
