package dev.formwork.ui.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;

/** The load driver {@code wrk}: one thread, 32 connections. */
final class Wrk {

  /**
   * All requests are made before the first is sent, so that making them costs the servers nothing.
   * Each id comes twice, with another number, and the numbers of each run are others: so that a
   * change always changes something.
   */
  private static final String SCRIPT =
      """
      local requests, sent = {}, 0
      function init()
        local headers = { ["Authorization"] = "Bearer @TOKEN@", ["Content-Type"] = "application/json" }
        for pass = 1, 2 do
          for id in io.lines("@IDS@") do
            local path = string.gsub(wrk.path .. "@PATH@", "{id}", id)
            local body = string.gsub([[@BODY@]], "{n}", @FIRST@ + #requests)
            requests[#requests + 1] = wrk.format("@METHOD@", path, headers, body ~= "" and body or nil)
          end
        end
      end
      function request()
        sent = sent + 1
        return requests[sent % #requests + 1]
      end
      function done(summary, latency)
        local errors = summary.errors
        local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
        io.write(string.format("\\nresult %d %d %d %d %d\\n",
          summary.requests, failed, summary.duration, latency:percentile(95), summary.bytes))
      end
      """;

  private static final Pattern RESULT =
      Pattern.compile("(?m)^result (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)$");

  private Wrk() {}

  /**
   * Requests of one kind, one for each of many ids, over and over.
   *
   * @param path what follows the address; {@code {id}} stands for the id
   * @param body {@code {n}} stands for a number that differs; empty: none
   * @param token of the caller
   * @param ids a file, an id a line
   */
  record Requests(String method, String path, String body, String token, Path ids) {}

  /**
   * @param requests that were answered
   * @param p95Micros 95 of 100 answers came within
   * @param bytes of all answers with their heads
   */
  record Result(long requests, double seconds, long p95Micros, long bytes) {

    double rate() {
      return requests / seconds;
    }
  }

  /**
   * @throws IllegalStateException when an answer was missing or told of an error
   */
  static Result drive(String address, Requests requests, int seconds) throws IOException {
    var script = Files.createTempFile("load", ".lua");
    Files.writeString(script, script(requests));
    var process =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c32",
                "--timeout",
                "30s",
                "-d" + seconds + "s",
                "-s",
                script.toString(),
                address)
            .redirectErrorStream(true)
            .start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Files.delete(script);
    var result = RESULT.matcher(printed);
    if (!result.find() || number(result.group(2)) > 0) {
      throw new IllegalStateException("wrk met errors at " + address + ":\n" + printed);
    }
    return new Result(
        number(result.group(1)),
        number(result.group(3)) / 1e6,
        number(result.group(4)),
        number(result.group(5)));
  }

  private static String script(Requests requests) {
    return SCRIPT
        .replace("@TOKEN@", requests.token)
        .replace("@IDS@", requests.ids.toString())
        .replace("@PATH@", requests.path)
        .replace("@BODY@", requests.body)
        .replace("@METHOD@", requests.method)
        .replace("@FIRST@", Integer.toString(1_000 + new Random().nextInt(100_000_000)));
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }
}
