package dev.formwork.designer.explain;

import dev.formwork.core.compile.FormCompiler;
import dev.formwork.core.compile.FormExplanation;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.naming.FormKey;
import dev.formwork.designer.pack.Pack;
import dev.formwork.designer.pack.PackLibrary;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prints what a form of a pack is compiled to: its columns, programs, dependencies and every
 * statement.
 */
public final class Explain {

  private static final String USAGE = "explain form KEY [PACK]";

  private Explain() {}

  public static void main(String[] arguments) {
    if (arguments.length < 2 || !arguments[0].equals("form")) {
      System.err.println(USAGE);
      System.exit(2);
    }
    var pack = arguments.length > 2 ? arguments[2] : "ltc";
    var text = form(new PackLibrary().all(), pack, arguments[1]);
    System.out.print(text.orElse("There is no form " + arguments[1] + " in " + pack + "\n"));
    System.exit(text.isPresent() ? 0 : 1);
  }

  /** Empty when there is no such pack or form. */
  static Optional<String> form(List<Pack> packs, String pack, String form) {
    return packs.stream()
        .filter(one -> one.key().equals(pack))
        .findFirst()
        .flatMap(found -> form(found, form));
  }

  private static Optional<String> form(Pack pack, String form) {
    var forms =
        pack.forms().stream().collect(Collectors.toMap(FormDefinition::key, Function.identity()));
    var setting =
        FormCompiler.Setting.of(
            "workspace", pack.app().key(), key -> Optional.ofNullable(forms.get(key)));
    return Optional.ofNullable(forms.get(new FormKey(form)))
        .map(definition -> text(FormCompiler.compile(setting, definition, 1)));
  }

  private static String text(FormCompiler.Result result) {
    return switch (result) {
      case FormCompiler.Result.Compiled compiled -> FormExplanation.of(compiled.form());
      case FormCompiler.Result.Failed failed ->
          failed.problems().stream()
              .map(problem -> problem.path() + " " + problem.message(Locale.ENGLISH) + "\n")
              .collect(Collectors.joining());
    };
  }
}
