package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.value.ValueType;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Texts beside a field that has options: a key or a title of one of them, or a mistake. */
final class ChoiceOptions {

  /** As many as a message names. */
  private static final int SHOWN = 20;

  private final TypeChecker typeChecker;

  ChoiceOptions(TypeChecker typeChecker) {
    this.typeChecker = typeChecker;
  }

  /**
   * What is compared with a field, with a title as the key it stands for.
   *
   * @param position of what is compared
   * @throws ExpressionProblemException naming the options, when it is none of them
   */
  Expression resolved(Expression field, Expression compared, int position) {
    if (compared instanceof Expression.Items(ValueType type, List<Expression> items)) {
      return new Expression.Items(
          type, items.stream().map(item -> resolved(field, item, position)).toList());
    }
    if (!(compared instanceof Expression.Constant(ValueType type, String written))
        || type != ValueType.TEXT) {
      return compared;
    }
    var options = of(field);
    return options.isEmpty()
        ? compared
        : new Expression.Constant(ValueType.TEXT, key(options, written, position));
  }

  private List<SymbolTable.Choice> of(Expression field) {
    return switch (field) {
      case Expression.FieldValue value -> of(value.field());
      case Expression.RowValue value -> of(value.column());
      case Expression.LookupValue value -> of(value.target());
      case Expression.ForeignValue value -> of(value.field());
      default -> List.of();
    };
  }

  private List<SymbolTable.Choice> of(Reference reference) {
    return typeChecker.home(reference).choices(reference);
  }

  private static String key(List<SymbolTable.Choice> options, String written, int position) {
    return find(options, written)
        .orElseThrow(
            () ->
                new ExpressionProblemException(
                    position, ExpressionProblemCode.NO_SUCH_OPTION, written, named(options)));
  }

  /** A key comes before a title, and what is written just so before what is written alike. */
  static Optional<String> find(List<SymbolTable.Choice> options, String written) {
    return options.stream()
        .filter(option -> option.key().equals(written))
        .findFirst()
        .or(() -> options.stream().filter(option -> option.titles().contains(written)).findFirst())
        .or(
            () ->
                options.stream()
                    .filter(
                        option ->
                            option.titles().stream()
                                .anyMatch(title -> folded(title).equals(folded(written))))
                    .findFirst())
        .map(SymbolTable.Choice::key);
  }

  private static String folded(String title) {
    return Normalizer.normalize(title, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  private static String named(List<SymbolTable.Choice> options) {
    var names =
        options.stream()
            .limit(SHOWN)
            .map(
                option ->
                    option.titles().isEmpty()
                        ? option.key()
                        : option.key() + " (" + String.join(", ", option.titles()) + ")")
            .collect(Collectors.joining(", "));
    return options.size() > SHOWN ? names + " …" : names;
  }
}
