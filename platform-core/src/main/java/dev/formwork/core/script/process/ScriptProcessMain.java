package dev.formwork.core.script.process;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.ProblemCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/**
 * The main program of a script process: reads calls one after the other and answers them. Each call
 * has a fresh context, thrown away afterwards. No Java class, file or network is in reach of a
 * script; its requests go to the server, which decides.
 */
final class ScriptProcessMain {

  private static final int LOG_LINES = 200;
  private static final int LOG_LINE_LENGTH = 300;

  private static final Source SURROUNDINGS =
      Source.newBuilder("js", ScriptGlobals.SCRIPT, "formwork.js").cached(true).buildLiteral();

  private final ScriptContextPool contexts = new ScriptContextPool();
  private final ScriptWatchdog clock = new ScriptWatchdog();
  private final DataInputStream calls;
  private final DataOutputStream answers;

  private ScriptProcessMain(DataInputStream calls, DataOutputStream answers) {
    this.calls = calls;
    this.answers = answers;
  }

  public static void main(String[] args) throws IOException {
    var answers = new DataOutputStream(new BufferedOutputStream(System.out));
    // Nothing but answers may reach the pipe.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), true));
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), true));
    new ScriptProcessMain(new DataInputStream(new BufferedInputStream(System.in)), answers).serve();
  }

  private void serve() throws IOException {
    contexts.start();
    answers.writeByte('R');
    answers.flush();
    while (true) {
      int kind = calls.read();
      if (kind < 0) {
        return;
      }
      int millis = calls.readInt();
      var source = ScriptProtocol.readText(calls);
      var given = ScriptProtocol.readValue(calls);
      answer(kind == 'S', source, given, millis);
      answers.flush();
    }
  }

  private void answer(boolean asks, String source, Object given, int millis) throws IOException {
    var log = new ArrayList<String>();
    var context = contexts.next();
    clock.start(context, millis);
    try {
      context.getBindings("js").putMember("log", (ProxyExecutable) parts -> note(parts, log));
      var result = asks ? asking(context, source, given) : function(context, source, given);
      answers.writeByte('V');
      ScriptProtocol.writeValue(answers, result);
    } catch (PolyglotException e) {
      failed(e);
    } catch (StackOverflowError _) {
      failed(CoreProblem.SCRIPT_ENDLESS, "");
    } catch (OutOfMemoryError _) {
      failed(CoreProblem.SCRIPT_MEMORY, "");
      answers.flush();
      Runtime.getRuntime().halt(1);
    } finally {
      clock.stop();
      context.close(true);
    }
    ScriptProtocol.writeValue(answers, log);
  }

  /** A pure function of its values. */
  private Object function(Context context, String source, Object given) {
    var values = ((List<?>) given).stream().map(ScriptValueConverter::toScript).toArray();
    return ScriptValueConverter.fromScript(context.eval(contexts.source(source)).execute(values));
  }

  /** A script with records and the outside in reach; takes JSON and gives JSON. */
  private Object asking(Context context, String source, Object given) {
    var run = context.eval(SURROUNDINGS).execute((ProxyExecutable) this::ask);
    var script = context.eval(contexts.source(source));
    return ScriptValueConverter.fromScript(run.execute(script, given));
  }

  /** Hands a request to the server and waits; on the thread that runs the script. */
  private Object ask(Value... request) {
    clock.pause();
    try {
      answers.writeByte('A');
      ScriptProtocol.writeText(answers, request[0].asString());
      ScriptProtocol.writeText(answers, request[1].asString());
      answers.flush();
      return ScriptProtocol.readText(calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      clock.resume();
    }
  }

  /**
   * @param code of the problem
   * @param detail in the words of the language; empty where the code says all
   */
  private void failed(ProblemCode code, String detail) throws IOException {
    answers.writeByte('E');
    ScriptProtocol.writeText(answers, code.code());
    ScriptProtocol.writeText(answers, detail);
  }

  private void failed(PolyglotException e) throws IOException {
    if (e.isResourceExhausted() || e.isCancelled() || e.isInterrupted()) {
      boolean deep = e.getMessage() != null && e.getMessage().contains("tack");
      failed(deep ? CoreProblem.SCRIPT_ENDLESS : CoreProblem.SCRIPT_SLOW, "");
    } else {
      failed(CoreProblem.SCRIPT_MISTAKE, place(e));
    }
  }

  private static Object note(Value[] parts, List<String> log) {
    if (log.size() < LOG_LINES) {
      var line = new StringBuilder();
      for (var part : parts) {
        line.append(line.isEmpty() ? "" : " ").append(ScriptValueConverter.words(part));
      }
      log.add(line.substring(0, Math.min(LOG_LINE_LENGTH, line.length())));
    }
    return null;
  }

  private static String place(PolyglotException e) {
    var place = e.getSourceLocation();
    var message = String.valueOf(e.getMessage());
    return (place == null || !place.getSource().getName().equals("function.js")
            ? ""
            : "line " + place.getStartLine() + ": ")
        + message.substring(0, Math.min(300, message.length()));
  }
}
