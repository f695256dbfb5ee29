package dev.formwork.core.csv;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What stands between the cells of a line. */
public enum Separator {
  @JsonProperty(",")
  COMMA(','),
  @JsonProperty(";")
  SEMICOLON(';'),
  @JsonProperty("\t")
  TAB('\t'),
  @JsonProperty("|")
  PIPE('|');

  private static final int LOOKED_AT = 50;

  private final char sign;

  Separator(char sign) {
    this.sign = sign;
  }

  public char sign() {
    return sign;
  }

  /** What the first line {@code sep=;} says, as spreadsheets write and read it. */
  static Optional<Separator> declared(String text) {
    var line = text.lines().findFirst().orElse("").strip().replace("\"", "");
    return line.length() <= 5 && line.toLowerCase(java.util.Locale.ROOT).startsWith("sep=")
        ? Arrays.stream(values())
            .filter(one -> text.lines().findFirst().orElse("").indexOf(one.sign) >= 4)
            .findFirst()
        : Optional.empty();
  }

  /** That which makes most cells of the first lines, in the same number on most of them. */
  static Separator of(String text) {
    var best = COMMA;
    double most = 0;
    for (var candidate : values()) {
      double points = candidate.points(text);
      if (points > most) {
        best = candidate;
        most = points;
      }
    }
    return best;
  }

  private double points(String text) {
    var counts = counts(text);
    int inHeader = counts.isEmpty() ? 0 : counts.getFirst();
    if (inHeader == 0) {
      return 0;
    }
    long alike = counts.stream().filter(count -> count == inHeader).count();
    return inHeader * (0.5 + 0.5 * alike / counts.size());
  }

  /** How often it stands outside quotes, in each of the first lines that are not blank. */
  private List<Integer> counts(String text) {
    var counts = new ArrayList<Integer>();
    boolean quoted = false;
    boolean blank = true;
    int count = 0;
    for (int i = 0; i < text.length() && counts.size() < LOOKED_AT; i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (!quoted && (c == '\n' || c == '\r')) {
        if (!blank) {
          counts.add(count);
        }
        count = 0;
        blank = true;
      } else {
        blank &= Character.isWhitespace(c) && c != '\t';
        count += !quoted && c == sign ? 1 : 0;
      }
    }
    if (!blank && counts.size() < LOOKED_AT) {
      counts.add(count);
    }
    return counts;
  }
}
