package dev.formwork.designer.explain;

import dev.formwork.designer.pack.Pack;
import dev.formwork.designer.pack.PackLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code ./formwork explain}: prints what a form, a flow or permissions are compiled to. */
public final class Explain {

  private static final String USAGE =
      """
      explain form KEY [PACK]
      explain flow KEY [PACK]
      explain permissions FORM [PACK] [--sets FILE]
        FILE: permission sets as GET /api/v1/apps/APP/permissions/FORM gives them; without one, those of a form that nobody closed""";

  private static final Set<String> KINDS = Set.of("form", "flow", "permissions");
  private static final String DEFAULT_PACK = "ltc";

  private Explain() {}

  public static void main(String[] arguments) {
    try {
      System.out.print(explained(new PackLibrary().all(), Arrays.asList(arguments)));
    } catch (NotExplainedException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /** What the words of a command ask for. */
  static String explained(List<Pack> packs, List<String> words) throws NotExplainedException {
    var rest = new ArrayList<>(words);
    var sets = setsFile(rest);
    if (rest.size() < 2 || rest.size() > 3 || !KINDS.contains(rest.getFirst())) {
      throw new NotExplainedException(USAGE);
    }
    var explained = pack(packs, rest.size() > 2 ? rest.get(2) : DEFAULT_PACK);
    return switch (rest.getFirst()) {
      case "form" -> explained.form(rest.get(1));
      case "flow" -> explained.flow(rest.get(1));
      default ->
          sets == null
              ? explained.permissions(rest.get(1))
              : explained.permissions(rest.get(1), read(sets));
    };
  }

  /** Takes the option out; null: there is none. */
  private static String setsFile(List<String> words) throws NotExplainedException {
    int at = words.indexOf("--sets");
    if (at < 0) {
      return null;
    }
    if (at + 1 == words.size()) {
      throw new NotExplainedException(USAGE);
    }
    words.remove(at);
    return words.remove(at);
  }

  private static ExplainedPack pack(List<Pack> packs, String key) throws NotExplainedException {
    for (var pack : packs) {
      if (pack.key().equals(key)) {
        return new ExplainedPack(pack);
      }
    }
    throw new NotExplainedException("There is no pack " + key + ".");
  }

  private static String read(String file) throws NotExplainedException {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new NotExplainedException("The file " + file + " cannot be read: " + e.getMessage());
    }
  }
}
