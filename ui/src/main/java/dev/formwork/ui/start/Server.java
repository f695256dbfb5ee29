package dev.formwork.ui.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Runs when the server answers requests: greets, and stays until it is told to stop. */
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
