package dev.formwork.ui.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;

/** Runs once the server answers: prints the greeting and waits until the process is stopped. */
public final class ServerApplication implements QuarkusApplication {

  private final WorkspaceBootstrap workspaceBootstrap;

  ServerApplication(WorkspaceBootstrap workspaceBootstrap) {
    this.workspaceBootstrap = workspaceBootstrap;
  }

  @Override
  public int run(String... arguments) {
    workspaceBootstrap.greet();
    Quarkus.waitForExit();
    return 0;
  }
}
