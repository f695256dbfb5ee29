package dev.formwork.core.workspace.compiled;

import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;

/** What another module compiles from an app, such as its flows, before requests meet the app. */
public interface CompiledAppPart {

  /** Compiles it, away from event loops, and keeps it for as long as the app is kept. */
  Uni<Void> prepare(Workspace workspace, CompiledApp app);
}
