package dev.formwork.core.script.process;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The server's side of one script process. Serves one call at a time. */
final class ScriptProcessClient implements AutoCloseable {

  /** Heap of a script process; a script that wants more dies with it. */
  private static final String HEAP = "-Xmx128m";

  private final Process process;
  private final DataOutputStream calls;
  private final DataInputStream answers;

  private ScriptProcessClient(Process process) {
    this.process = process;
    this.calls = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream()));
  }

  /** Starts a process and waits until it is ready. */
  static ScriptProcessClient start() throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            HEAP,
            "-Xss4m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            classPath(),
            ScriptProcessMain.class.getName()));
    var worker =
        new ScriptProcessClient(
            new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
    if (worker.answers.read() != 'R') {
      worker.close();
      throw new IOException("The script process did not start");
    }
    return worker;
  }

  /** The language and this module, wherever the application was put together. */
  private static String classPath() throws IOException {
    var all = System.getProperty("java.class.path", "");
    var known =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(entry -> entry.contains("graalvm"))
            .collect(Collectors.toCollection(ArrayList::new));
    if (known.isEmpty()) {
      var library = location(org.graalvm.polyglot.Context.class).getParent();
      try (var files = Files.list(library)) {
        files
            .filter(file -> file.getFileName().toString().startsWith("org.graalvm"))
            .forEach(file -> known.add(file.toString()));
      }
    }
    known.add(location(ScriptProcessMain.class).toString());
    return String.join(File.pathSeparator, known);
  }

  private static Path location(Class<?> of) throws IOException {
    try {
      return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  /**
   * Blocks until the answer is there or the process dies.
   *
   * @param scriptTimeout stands still while the server works for the script
   */
  ScriptCallResult call(ScriptCall call, ScriptTimeout scriptTimeout) throws IOException {
    calls.writeByte(call.asks() ? 'S' : 'F');
    calls.writeInt(call.millis());
    ScriptProtocol.writeText(calls, call.source());
    ScriptProtocol.writeValue(calls, call.given());
    calls.flush();
    int kind = answers.readByte();
    while (kind == 'A') {
      scriptTimeout.pause();
      reply(call.host());
      scriptTimeout.resume();
      kind = answers.readByte();
    }
    boolean ended = kind == 'V';
    var value = ended ? ScriptProtocol.readValue(answers) : null;
    var error = ended ? null : problem();
    var log = (List<?>) ScriptProtocol.readValue(answers);
    return new ScriptCallResult(value, error, log.stream().map(String.class::cast).toList());
  }

  private Problem problem() throws IOException {
    var code = CoreProblem.named(ScriptProtocol.readText(answers));
    var detail = ScriptProtocol.readText(answers);
    return code.arguments() == 0 ? Problem.at("", code) : Problem.at("", code, detail);
  }

  private void reply(ScriptHost host) throws IOException {
    var request = ScriptProtocol.readText(answers);
    var reply = host.reply(request, ScriptProtocol.readText(answers));
    ScriptProtocol.writeText(calls, (reply.given() ? "V" : "E") + reply.json());
    calls.flush();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the process at once, whatever it is doing. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
