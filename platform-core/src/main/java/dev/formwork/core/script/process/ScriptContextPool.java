package dev.formwork.core.script.process;

import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.io.IOAccess;

/**
 * Fresh contexts, made beforehand by a thread of their own, and scripts parsed once. Runs in a
 * script process.
 */
final class ScriptContextPool {

  private static final int AHEAD = 3;
  private static final long STATEMENTS = 2_000_000;

  /** Scripts kept parsed; those tried out while being written are many. */
  private static final int SOURCES = 500;

  /** What the language offers beyond itself, and no script needs. */
  private static final String WITHOUT_SURROUNDINGS =
      """
      for (const name of ['Java', 'Packages', 'Polyglot', 'Graal', 'load', 'loadWithNewGlobal', 'print', 'printErr', 'read',
        'readbuffer', 'readline', 'quit', 'exit', 'console', 'java', 'javax', 'org', 'com', 'edu'])
        delete globalThis[name];
      """;

  private final Engine engine =
      Engine.newBuilder("js")
          .option("engine.WarnInterpreterOnly", "false")
          .out(OutputStream.nullOutputStream())
          .err(OutputStream.nullOutputStream())
          .build();

  private final BlockingQueue<Context> ready = new ArrayBlockingQueue<>(AHEAD);
  private final ConcurrentHashMap<String, Source> sources = new ConcurrentHashMap<>();

  /** Begins to make them, and has the language ready for the first call. */
  void start() {
    var maker = new Thread(this::make, "contexts");
    maker.setDaemon(true);
    maker.start();
    try (var context = next()) {
      context.eval("js", "(function (a) { return a + 1 })").execute(1);
    }
  }

  private void make() {
    try {
      while (true) {
        ready.put(fresh());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Context fresh() {
    var context =
        Context.newBuilder("js")
            .engine(engine)
            .allowHostAccess(HostAccess.NONE)
            .allowIO(IOAccess.NONE)
            .allowCreateThread(false)
            .allowCreateProcess(false)
            .allowNativeAccess(false)
            .allowHostClassLookup(_ -> false)
            .resourceLimits(ResourceLimits.newBuilder().statementLimit(STATEMENTS, null).build())
            .build();
    context.eval("js", WITHOUT_SURROUNDINGS);
    return context;
  }

  /** One nobody used; to be closed after its only call. */
  Context next() {
    try {
      return ready.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A function expression, parsed. */
  Source source(String text) {
    if (sources.size() >= SOURCES) {
      sources.clear();
    }
    return sources.computeIfAbsent(
        text,
        _ ->
            Source.newBuilder("js", "(" + text + "\n)", "function.js").cached(true).buildLiteral());
  }
}
