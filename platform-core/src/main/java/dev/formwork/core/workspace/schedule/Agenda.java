package dev.formwork.core.workspace.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * What this node expects to be due, and what it is doing. Has no clock and does no I/O. Not safe
 * for threads: its owner locks it.
 */
final class Agenda {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_LEFTOVER_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_FAILURE_PAUSE = Duration.ofMinutes(1);

  /** Work of a kind in a workspace. */
  record Item(String schema, WorkKind kind) {}

  private static final class Entry {

    private final Item item;
    private final long number;
    private Instant at;
    private Instant notBefore = Instant.MIN;
    private boolean running;
    private boolean ran;
    private int failures;
    private int leftovers;

    Entry(Item item, long number) {
      this.item = item;
      this.number = number;
    }
  }

  private final Map<Item, Entry> entries = new HashMap<>();
  private final NavigableSet<Entry> waiting =
      new TreeSet<>(
          Comparator.<Entry, Instant>comparing(one -> one.at).thenComparingLong(one -> one.number));
  private final Map<WorkKind, Integer> running = new HashMap<>();
  private long numbers;

  /** Something is due; an earlier time that is known stays. */
  void expect(Item item, Instant at) {
    var entry = entries.computeIfAbsent(item, _ -> new Entry(item, numbers++));
    var wanted = at.isBefore(entry.notBefore) ? entry.notBefore : at;
    if (entry.at == null || wanted.isBefore(entry.at)) {
      schedule(entry, wanted);
    }
  }

  private void schedule(Entry entry, Instant at) {
    waiting(entry, false);
    entry.at = at;
    waiting(entry, true);
  }

  /** An entry waits when it has a time and is not running; its place depends on the time. */
  private void waiting(Entry entry, boolean waits) {
    if (entry.at != null && !entry.running) {
      if (waits) {
        waiting.add(entry);
      } else {
        waiting.remove(entry);
      }
    }
  }

  /**
   * Begins what is due.
   *
   * @param atOnce how much of a kind may run at the same time
   */
  List<Item> begin(Instant now, ToIntFunction<WorkKind> atOnce) {
    var begun = new ArrayList<Entry>();
    for (var entry : waiting) {
      if (entry.at.isAfter(now)) {
        break;
      }
      var kind = entry.item.kind();
      if (running.getOrDefault(kind, 0) < atOnce.applyAsInt(kind)) {
        running.merge(kind, 1, Integer::sum);
        begun.add(entry);
      }
    }
    for (var entry : begun) {
      waiting.remove(entry);
      entry.running = true;
      entry.at = null;
    }
    return begun.stream().map(one -> one.item).toList();
  }

  /** A run ended well. */
  void done(Item item) {
    var entry = ended(item);
    entry.failures = 0;
    entry.notBefore = Instant.MIN;
    entry.ran = true;
    waiting(entry, true);
    tidy(entry);
  }

  /**
   * A run failed: the next one waits, longer each time.
   *
   * @return until when
   */
  Instant failed(Item item, Instant now) {
    var entry = ended(item);
    entry.notBefore = now.plus(pause(entry.failures + 3, LONGEST_FAILURE_PAUSE));
    entry.failures++;
    entry.at = entry.notBefore;
    waiting(entry, true);
    return entry.at;
  }

  private Entry ended(Item item) {
    var entry = entries.get(item);
    entry.running = false;
    running.merge(item.kind(), -1, Integer::sum);
    return entry;
  }

  /**
   * The database says when the earliest work is due. What is due still after a run is in the hands
   * of another node, or cannot be done yet: the next run waits, longer each time.
   *
   * @param earliest null: there is none
   */
  void learn(Item item, Instant earliest, Instant now) {
    var entry = entries.get(item);
    if (entry != null && entry.running) {
      return;
    }
    boolean isLeftOver = entry != null && entry.ran && earliest != null && !earliest.isAfter(now);
    if (entry != null) {
      entry.leftovers = isLeftOver ? entry.leftovers + 1 : 0;
      entry.ran = false;
    }
    if (isLeftOver) {
      expect(item, now.plus(pause(entry.leftovers, LONGEST_LEFTOVER_PAUSE)));
    } else if (earliest != null) {
      expect(item, earliest);
    }
    if (entry != null) {
      tidy(entry);
    }
  }

  private static Duration pause(int step, Duration longest) {
    var pause = FIRST_PAUSE.multipliedBy(1L << Math.min(step, 16));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private void tidy(Entry entry) {
    if (entry.at == null && !entry.running && !entry.ran) {
      entries.remove(entry.item);
    }
  }

  /** When the next work is due that is not due yet; null when nothing is known. */
  Instant next(Instant now) {
    for (var entry : waiting) {
      if (entry.at.isAfter(now)) {
        return entry.at;
      }
    }
    return null;
  }
}
