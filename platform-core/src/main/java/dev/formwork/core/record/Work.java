package dev.formwork.core.record;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.thread.OffEventLoop;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Runs a form's expressions at once, or on a worker thread when they call scripts. */
final class Work {

  private Work() {}

  static <T> Uni<T> on(CompiledForm form, Supplier<T> expressions) {
    return form.scripted() ? OffEventLoop.run(expressions) : Uni.createFrom().item(expressions);
  }
}
