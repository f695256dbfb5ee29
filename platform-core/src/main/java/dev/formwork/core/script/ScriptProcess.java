package dev.formwork.core.script;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The process scripts run in: reads one call after the other, answers each. Every call has a
 * context of its own, made beforehand and thrown away afterwards, so nothing leaks from one to the
 * next. There is no Java, no file and no network in reach of a script.
 */
final class ScriptProcess {

  private static final int CONTEXTS_AHEAD = 3;
  private static final long STATEMENTS = 2_000_000;
  private static final int LOG_LINES = 50;

  /** Scripts kept parsed; those tried out while being written are many. */
  private static final int SOURCES = 500;

  private static final int LOG_LINE_LENGTH = 300;

  /** What the language offers beyond itself, and no script needs. */
  private static final String WITHOUT_SURROUNDINGS =
      """
      for (const name of ['Java', 'Packages', 'Polyglot', 'Graal', 'load', 'loadWithNewGlobal', 'print', 'printErr', 'read',
        'readbuffer', 'readline', 'quit', 'exit', 'console', 'java', 'javax', 'org', 'com', 'edu'])
        delete globalThis[name];
      """;

  /** After this a call is cancelled; the server kills the process if that does not help. */
  private static final int CALL_MS = 300;

  private final Engine engine =
      Engine.newBuilder("js")
          .option("engine.WarnInterpreterOnly", "false")
          .out(OutputStream.nullOutputStream())
          .err(OutputStream.nullOutputStream())
          .build();

  private final BlockingQueue<Context> contexts = new ArrayBlockingQueue<>(CONTEXTS_AHEAD);
  private final ConcurrentHashMap<String, Source> sources = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            var thread = new Thread(work, "watch");
            thread.setDaemon(true);
            return thread;
          });

  private ScriptProcess() {}

  public static void main(String[] args) throws IOException {
    var answers = new DataOutputStream(new BufferedOutputStream(System.out));
    // Nothing but answers may reach the pipe.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
    new ScriptProcess().serve(new DataInputStream(new BufferedInputStream(System.in)), answers);
  }

  private void serve(DataInputStream calls, DataOutputStream answers) throws IOException {
    var maker = new Thread(this::makeContexts, "contexts");
    maker.setDaemon(true);
    maker.start();
    warmUp();
    answers.writeByte('R');
    answers.flush();
    while (true) {
      int size = calls.read();
      if (size < 0) {
        return;
      }
      var source = ScriptWire.readText(calls);
      var arguments = new ArrayList<Object>();
      for (int i = 0; i < size; i++) {
        arguments.add(ScriptWire.readValue(calls));
      }
      answer(source, arguments, answers);
      answers.flush();
    }
  }

  private void warmUp() {
    try (var context = next()) {
      context.eval("js", "(function (a) { return a + 1 })").execute(1);
    }
  }

  private void makeContexts() {
    try {
      while (true) {
        contexts.put(context());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Context context() {
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

  private Context next() {
    try {
      return contexts.take();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(String source, List<Object> arguments, DataOutputStream answers)
      throws IOException {
    var log = new ArrayList<String>();
    var context = next();
    var cancel = watch.schedule(() -> context.close(true), CALL_MS, TimeUnit.MILLISECONDS);
    try {
      context.getBindings("js").putMember("log", (ProxyExecutable) lines -> note(lines, log));
      if (sources.size() >= SOURCES) {
        sources.clear();
      }
      var function = context.eval(sources.computeIfAbsent(source, ScriptProcess::source));
      var given = arguments.stream().map(ScriptProcess::toScript).toArray();
      var result = fromScript(function.execute(given), 0);
      answers.writeByte('V');
      ScriptWire.writeValue(answers, result);
    } catch (PolyglotException e) {
      answers.writeByte('E');
      ScriptWire.writeText(answers, reason(e));
    } catch (StackOverflowError _) {
      answers.writeByte('E');
      ScriptWire.writeText(answers, "it calls itself without end");
    } catch (OutOfMemoryError _) {
      answers.writeByte('E');
      ScriptWire.writeText(answers, "it takes too much memory");
      answers.flush();
      Runtime.getRuntime().halt(1);
    } finally {
      cancel.cancel(false);
      context.close(true);
    }
    ScriptWire.writeValue(answers, log);
  }

  private static Source source(String text) {
    return Source.newBuilder("js", "(" + text + "\n)", "function.js").cached(true).buildLiteral();
  }

  private static Object note(Value[] parts, List<String> log) {
    if (log.size() < LOG_LINES) {
      var line = new StringBuilder();
      for (var part : parts) {
        line.append(line.isEmpty() ? "" : " ").append(words(part));
      }
      log.add(line.substring(0, Math.min(LOG_LINE_LENGTH, line.length())));
    }
    return null;
  }

  private static String words(Value part) {
    return switch (fromScript(part, 0)) {
      case null -> "null";
      case ScriptWire.Decimal(var number) -> number;
      case Object other -> other.toString();
    };
  }

  private static String reason(PolyglotException e) {
    if (e.isResourceExhausted() || e.isCancelled() || e.isInterrupted()) {
      return e.getMessage() != null && e.getMessage().contains("tack")
          ? "it calls itself without end"
          : "it takes too long";
    }
    var place = e.getSourceLocation();
    var message = String.valueOf(e.getMessage());
    return (place == null ? "" : "line " + place.getStartLine() + ": ")
        + message.substring(0, Math.min(300, message.length()));
  }

  private static Object toScript(Object value) {
    return switch (value) {
      case ScriptWire.Decimal number -> Double.parseDouble(number.text());
      case List<?> list ->
          org.graalvm.polyglot.proxy.ProxyArray.fromList(
              list.stream().map(ScriptProcess::toScript).map(Object.class::cast).toList());
      case null -> null;
      default -> value;
    };
  }

  private static Object fromScript(Value value, int depth) {
    if (value.isNull()) {
      return null;
    }
    if (value.isBoolean()) {
      return value.asBoolean();
    }
    if (value.isNumber()) {
      double number = value.asDouble();
      return Double.isFinite(number)
          ? new ScriptWire.Decimal(
              new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString())
          : null;
    }
    if (value.isString()) {
      return value.asString();
    }
    if (value.isInstant()) {
      return value.asInstant().toString();
    }
    if (value.hasArrayElements() && depth == 0 && value.getArraySize() <= 10_000) {
      var list = new ArrayList<Object>();
      for (long i = 0; i < value.getArraySize(); i++) {
        list.add(fromScript(value.getArrayElement(i), 1));
      }
      return list;
    }
    return value.toString();
  }
}
