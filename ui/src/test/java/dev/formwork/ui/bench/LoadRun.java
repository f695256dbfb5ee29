package dev.formwork.ui.bench;

import java.io.IOException;

/**
 * A few seconds of one load on one server.
 *
 * @param serverMicros processor time of the server meanwhile
 * @param databaseMicros processor time of PostgreSQL meanwhile
 */
record LoadRun(Wrk.Result answers, long serverMicros, long databaseMicros) {

  static LoadRun of(Load load, Subject subject, BenchDatabase database, int seconds)
      throws IOException {
    long server = subject.server().cpuMicros();
    long backends = database.cpuMicros();
    var answers = Wrk.drive(subject.records(), subject.requests(load), seconds);
    return new LoadRun(
        answers, subject.server().cpuMicros() - server, database.cpuMicros() - backends);
  }

  double rate() {
    return answers.rate();
  }
}
