package dev.formwork.ui.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Runs once the server answers: prints the greeting and waits until the process is stopped. */
public final class Server implements QuarkusApplication {

  private final FirstStart firstStart;

  Server(FirstStart firstStart) {
    this.firstStart = firstStart;
  }

  @Override
  public int run(String... arguments) {
    firstStart.greet();
    Quarkus.waitForExit();
    return 0;
  }
}
