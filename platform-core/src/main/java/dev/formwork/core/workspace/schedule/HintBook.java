package dev.formwork.core.workspace.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Decides which hints this node writes, from what it believes to stand there. Work that is due soon
 * is this node's own: others are to look only after a while, in case it died meanwhile. Has no
 * clock and does no I/O; its owner locks it.
 */
final class HintBook {

  /** So long a node has for what it knows of, before others look. */
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Map<UUID, Instant> known = new HashMap<>();
  private final Map<UUID, Instant> unwritten = new HashMap<>();

  /** A hint was read. */
  void read(UUID workspace, Instant at) {
    known.put(workspace, at);
  }

  /** This node made something due. */
  void expect(UUID workspace, Instant at, Instant now) {
    var wanted = later(at, now.plus(GRACE));
    var hint = known.get(workspace);
    if (hint == null || wanted.isBefore(hint) || !hint.isAfter(now)) {
      write(workspace, wanted);
    }
  }

  /**
   * The workspace was looked into.
   *
   * @param earliest null: nothing is due
   */
  void learn(UUID workspace, Instant earliest, Instant now) {
    if (earliest != null) {
      expect(workspace, earliest, now);
      return;
    }
    var hint = known.get(workspace);
    if (hint != null && !hint.isAfter(now)) {
      write(workspace, null);
    }
  }

  private void write(UUID workspace, Instant at) {
    unwritten.put(workspace, at);
    if (at == null) {
      known.remove(workspace);
    } else {
      known.put(workspace, at);
    }
  }

  /** What is to be written; it counts as written. */
  Map<UUID, Instant> take() {
    var taken = new HashMap<>(unwritten);
    unwritten.clear();
    return taken;
  }

  /** It could not be written: what is wanted is worked out again at the next occasion. */
  void lost(Map<UUID, Instant> hints) {
    known.keySet().removeAll(hints.keySet());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
