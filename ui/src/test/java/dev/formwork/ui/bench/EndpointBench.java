package dev.formwork.ui.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The generated endpoints of the built application beside a hand-written handler in a built
 * application of its own: one PostgreSQL, one table of 20 fields and 100,000 rows, 32 connections
 * of wrk. Then files brought in through the API. {@code ./formwork bench endpoints}; with {@code
 * --against} another build of Formwork runs in turn with it, on the same data in a database of its
 * own.
 */
@EnabledIfSystemProperty(named = "formwork.bench", matches = "endpoints")
final class EndpointBench {

  private static final int WARM_UP_ROWS = 2_000;

  @TempDir static Path folder;

  /** What to measure, such as {@code read,leads}; empty: everything. */
  private final List<String> only =
      List.of(System.getProperty("formwork.bench.only", "").split(","));

  private final Figures figures = new Figures();
  private int unsettled;

  @Test
  void generated_endpoints_beside_a_hand_written_handler() throws Exception {
    try (var servers = Servers.start(folder)) {
      for (var load : Load.values()) {
        if (isWanted(load.key())) {
          servers.settle();
          report(load, Rounds.drive(load, servers.subjects(), servers.database()));
        }
      }
      if (isWanted("deals") || isWanted("stock")) {
        for (var file :
            List.of(ImportFile.accounts(), ImportFile.products(), ImportFile.salesReps())) {
          bringIn(file, servers);
        }
      }
      if (isWanted("stock")) {
        bringIn(ImportFile.stock("W", WARM_UP_ROWS), servers);
        report("stock", "4000", bringIn(ImportFile.stock("S", 100_000), servers));
      }
      if (isWanted("deals")) {
        bringIn(ImportFile.deals("W", WARM_UP_ROWS), servers);
        report("deals", "reported", bringIn(ImportFile.deals("D", 8_800), servers));
      }
      if (isWanted("leads")) {
        bringIn(ImportFile.leads("w", WARM_UP_ROWS), servers);
        report("leads", "1000", bringIn(ImportFile.leads("l", 8_000), servers));
      }
    }
    figures.add("loads_not_settled", unsettled, 0, "0");
    figures.print();
  }

  private boolean isWanted(String what) {
    return only.contains("") || only.contains(what);
  }

  /** One file into each build in turn, while nothing else is going on. */
  private static List<ImportRun> bringIn(ImportFile file, Servers servers) throws Exception {
    var runs = new ArrayList<ImportRun>();
    for (var build : servers.builds()) {
      servers.settle();
      var run = ImportRun.of(file, build, servers.database());
      Figures.say("… " + run.line());
      runs.add(run);
      build.server().awaitCalm();
    }
    return runs;
  }

  private void report(Load load, List<Series> all) {
    all.forEach(series -> tell(series.line()));
    if (!Rounds.settled(all)) {
      unsettled++;
      tell("  not settled: in the end, three runs did not agree within 5 %. All runs:");
      all.forEach(series -> tell("  " + series.rates()));
    }
    var byHand = all.getFirst();
    var ours = all.get(1);
    figures.add(load.key() + "_ratio", ours.rate() / byHand.rate(), 2, load.aim());
    figures.add(load.key() + "_cpu_ratio", byHand.cpuMicros() / ours.cpuMicros(), 2, "reported");
    figures.add(load.key() + "_jvm_micros", ours.serverMicros(), 0, "reported");
    figures.add(load.key() + "_database_micros", ours.databaseMicros(), 0, "reported");
    all.stream()
        .skip(2)
        .forEach(
            old ->
                beside(load.key(), ours.rate() / old.rate(), ours.cpuMicros() / old.cpuMicros()));
  }

  private void report(String what, String aim, List<ImportRun> runs) {
    runs.forEach(run -> figures.note(run.line()));
    var ours = runs.getFirst();
    figures.add("import_" + what + "_per_second", ours.rate(), 0, aim);
    runs.stream()
        .skip(1)
        .forEach(
            old ->
                beside(
                    "import_" + what,
                    ours.rate() / old.rate(),
                    ours.cpuMicros() / old.cpuMicros()));
  }

  /** Now, and again before the figures: a bench that is stopped has told what it knew. */
  private void tell(String line) {
    Figures.say(line);
    figures.note(line);
  }

  /** No figure shall be worse than before. */
  private void beside(String what, double rate, double cpu) {
    figures.add(what + "_rate_new_over_old", rate, 2, ">= 1");
    figures.add(what + "_cpu_new_over_old", cpu, 2, "<= 1");
  }
}
