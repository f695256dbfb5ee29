package dev.formwork.core.record.decision;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.thread.WorkerThreads;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Runs a form's expressions at once, or on a worker thread when they call scripts. */
public final class ExpressionExecutor {

  private ExpressionExecutor() {}

  public static <T> Uni<T> on(CompiledForm form, Supplier<T> expressions) {
    return form.scripted() ? WorkerThreads.run(expressions) : Uni.createFrom().item(expressions);
  }
}
