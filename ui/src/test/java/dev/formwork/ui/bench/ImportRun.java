package dev.formwork.ui.bench;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Locale;

/**
 * A file brought in through the API.
 *
 * @param seconds from sending the file until the import says that it is done
 * @param serverMicros processor time of the server meanwhile
 * @param databaseMicros processor time of PostgreSQL meanwhile
 */
record ImportRun(
    String name, ImportFile file, double seconds, long serverMicros, long databaseMicros) {

  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final int PAUSE_MS = 100;

  /**
   * @throws IllegalStateException when a row was not taken
   */
  static ImportRun of(ImportFile file, BuiltFormwork formwork, BenchDatabase database)
      throws InterruptedException {
    long server = formwork.server().cpuMicros();
    long backends = database.cpuMicros();
    long began = System.nanoTime();
    var end = await(send(file, formwork), formwork);
    double seconds = (System.nanoTime() - began) / 1e9;
    if (end.getInt("created") != file.rows()) {
      throw new IllegalStateException("Not all rows were taken: " + end.prettify());
    }
    return new ImportRun(
        formwork.name(),
        file,
        seconds,
        formwork.server().cpuMicros() - server,
        database.cpuMicros() - backends);
  }

  private static String send(ImportFile file, BuiltFormwork formwork) {
    return formwork
        .call()
        .multiPart("file", file.form() + ".csv", file.content(), "text/csv")
        .post(BuiltFormwork.APP + "/forms/" + file.form() + "/records:import")
        .then()
        .statusCode(202)
        .extract()
        .header("Location");
  }

  private static JsonPath await(String location, BuiltFormwork formwork)
      throws InterruptedException {
    long end = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      var run = formwork.call().get(location).then().statusCode(200).extract().jsonPath();
      if (!run.getString("state").equals("running")) {
        return run;
      }
      if (System.nanoTime() > end) {
        throw new IllegalStateException("The import did not end: " + run.prettify());
      }
      Thread.sleep(PAUSE_MS);
    }
  }

  double rate() {
    return file.rows() / seconds;
  }

  /** Processor time of server and PostgreSQL for a row, in microseconds. */
  double cpuMicros() {
    return (serverMicros + databaseMicros) / (double) file.rows();
  }

  /** A row of the report. */
  String line() {
    return String.format(
        Locale.ROOT,
        "import  %-10s %8.0f/s   %d rows of %s   JVM %5.0f µs   PostgreSQL %5.0f µs a row",
        name,
        rate(),
        file.rows(),
        file.form(),
        serverMicros / (double) file.rows(),
        databaseMicros / (double) file.rows());
  }
}
