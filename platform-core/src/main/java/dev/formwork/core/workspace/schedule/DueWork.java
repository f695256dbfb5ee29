package dev.formwork.core.workspace.schedule;

import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;

/**
 * Work that falls due in workspaces, such as timers. When it is due stands in tables of the
 * workspace, written in the transaction that makes it due. It is run in one workspace by one run at
 * a time on this node; other nodes may run it at the same time, so it takes rows with {@code SKIP
 * LOCKED} or under a lease.
 */
public interface DueWork {

  WorkKind kind();

  /**
   * An SQL expression for when the earliest work of a workspace is due: a {@code timestamptz}, null
   * when there is none. It must be answered from an index.
   *
   * @param schema of the workspace, quoted
   */
  String earliest(String schema);

  /**
   * Does what is due in a workspace.
   *
   * @return whether there may be more to do at once
   */
  Uni<Boolean> run(Workspace workspace);

  /** False when this installation does no such work at all. */
  default boolean isOn() {
    return true;
  }

  /** Whether published definitions say when it is due, so that it runs when those change. */
  default boolean followsDefinitions() {
    return false;
  }

  /** In how many workspaces this node may do it at the same time. */
  default int atOnce() {
    return 8;
  }
}
