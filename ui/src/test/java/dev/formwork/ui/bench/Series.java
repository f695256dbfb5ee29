package dev.formwork.ui.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The runs of one load on one server. The last three count; those before warmed it up. It has
 * settled when these three agree.
 */
final class Series {

  private static final int COUNTED = 3;
  private static final double AGREEMENT = 0.05;

  private final Load load;
  private final Subject subject;
  private final List<LoadRun> runs = new ArrayList<>();

  Series(Load load, Subject subject) {
    this.load = load;
    this.subject = subject;
  }

  void run(BenchDatabase database, int seconds) throws IOException {
    runs.add(LoadRun.of(load, subject, database, seconds));
  }

  boolean hasSettled() {
    if (runs.size() < COUNTED) {
      return false;
    }
    var rates = counted().stream().mapToDouble(LoadRun::rate).summaryStatistics();
    return rates.getMin() >= (1 - AGREEMENT) * rates.getMax();
  }

  private List<LoadRun> counted() {
    return runs.subList(Math.max(0, runs.size() - COUNTED), runs.size());
  }

  /** Requests a second. */
  double rate() {
    return requests() / sum(run -> run.answers().seconds());
  }

  /** Processor time of the server for a request, in microseconds. */
  double serverMicros() {
    return sum(LoadRun::serverMicros) / requests();
  }

  /** Processor time of PostgreSQL for a request, in microseconds. */
  double databaseMicros() {
    return sum(LoadRun::databaseMicros) / requests();
  }

  double cpuMicros() {
    return serverMicros() + databaseMicros();
  }

  private double requests() {
    return sum(run -> run.answers().requests());
  }

  private double sum(ToDoubleFunction<LoadRun> figure) {
    return counted().stream().mapToDouble(figure).sum();
  }

  /** Milliseconds within which 95 of 100 answers came, in the middle one of the runs. */
  double p95Millis() {
    return middle(run -> run.answers().p95Micros()) / 1e3;
  }

  private long middle(ToLongFunction<LoadRun> figure) {
    return counted().stream()
        .mapToLong(figure)
        .sorted()
        .skip(counted().size() / 2)
        .findFirst()
        .orElseThrow();
  }

  /** A row of the report. */
  String line() {
    return String.format(
        Locale.ROOT,
        "%-7s %-10s %8.0f/s   p95 %6.1f ms   JVM %5.0f µs   PostgreSQL %5.0f µs   %6.0f bytes",
        load.key(),
        subject.name(),
        rate(),
        p95Millis(),
        serverMicros(),
        databaseMicros(),
        sum(run -> run.answers().bytes()) / requests());
  }

  /** What was run on, and the rate of the last run. */
  String progress() {
    return String.format(Locale.ROOT, "%s %.0f/s", subject.name(), runs.getLast().rate());
  }

  /** What was run on, and the rates of all runs. */
  String rates() {
    return runs.stream()
        .map(run -> String.format(Locale.ROOT, "%.0f", run.rate()))
        .collect(Collectors.joining(", ", subject.name() + ": ", ""));
  }
}
