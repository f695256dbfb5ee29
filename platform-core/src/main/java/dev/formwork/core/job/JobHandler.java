package dev.formwork.core.job;

import io.smallrye.mutiny.Uni;

/**
 * A kind of job. Its steps are short; each commits what it did, so that any node can go on from
 * there.
 */
public interface JobHandler {

  /** What became of a step. */
  enum Progress {
    MORE,
    DONE
  }

  /** Kinds that may take long leave room for those that somebody waits for. */
  enum Lane {
    SHORT(2),
    LONG(3);

    private final int atOnce;

    Lane(int atOnce) {
      this.atOnce = atOnce;
    }

    /** How many of them a node runs at a time. */
    int atOnce() {
      return atOnce;
    }
  }

  String kind();

  default Lane lane() {
    return Lane.LONG;
  }

  /**
   * Does the next step. May run again after a crash, and rarely at the same time on two nodes: what
   * it writes must be guarded by what it read.
   */
  Uni<Progress> step(Job job);

  /** The job failed for good, after several tries. */
  Uni<Void> failed(Job job, String error);
}
