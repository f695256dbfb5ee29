package dev.formwork.ui.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a bench has found out: collected while it runs, printed last, a line each. */
public final class Figures {

  private final List<String> notes = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();

  /** A line that explains the figures and is printed before them. */
  public void note(String line) {
    notes.add(line);
  }

  /**
   * @param aim as it shall be read: a number to reach, {@code <= 5}, or {@code reported} where
   *     there is none
   */
  public void add(String name, double value, int decimals, String aim) {
    lines.add(
        String.format(Locale.ROOT, "figure %s = %." + decimals + "f (aim %s)", name, value, aim));
  }

  public void print() {
    notes.forEach(Figures::say);
    lines.forEach(Figures::say);
  }

  /** Prints at once, for whoever waits. */
  @SuppressWarnings("SystemOut")
  public static void say(String line) {
    System.out.println(line);
  }
}
