package dev.formwork.core.expression;

import dev.formwork.core.expression.syntax.ExpressionProblemCode;
import dev.formwork.core.expression.syntax.ExpressionProblemException;
import dev.formwork.core.expression.value.ValueType;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Texts beside what has options: a key or a title of one of them, or a mistake. */
final class ChoiceOptions {

  /** As many as a message names. */
  private static final int SHOWN = 20;

  private static final Options NONE = new Options(List.of(), Set.of(), false);

  private final TypeChecker typeChecker;

  ChoiceOptions(TypeChecker typeChecker) {
    this.typeChecker = typeChecker;
  }

  /**
   * What an expression may give.
   *
   * @param listed options of fields that it passes on
   * @param texts that it writes beside them
   * @param open whether it may give other texts, too
   */
  private record Options(List<SymbolTable.Choice> listed, Set<String> texts, boolean open) {

    boolean isNone() {
      return listed.isEmpty();
    }

    private Set<String> keys() {
      return Stream.concat(listed.stream().map(SymbolTable.Choice::key), texts.stream())
          .collect(Collectors.toSet());
    }

    private boolean mayEqual(Options other) {
      return isNone()
          || other.isNone()
          || open
          || other.open
          || keys().stream().anyMatch(other.keys()::contains);
    }
  }

  /**
   * What is compared with a field, with a title as the key it stands for.
   *
   * @param position of what is compared
   * @throws ExpressionProblemException naming the options, when it is none of them
   */
  Expression resolved(Expression field, Expression compared, int position) {
    return resolved(of(field), compared, position);
  }

  private static Expression resolved(Options options, Expression compared, int position) {
    if (options.isNone()) {
      return compared;
    }
    if (compared instanceof Expression.Items(ValueType type, List<Expression> items)) {
      return new Expression.Items(
          type, items.stream().map(item -> resolved(options, item, position)).toList());
    }
    return WrittenTexts.text(compared)
        .map(written -> keyed(key(options, written, position)))
        .orElse(compared);
  }

  private static Expression keyed(String key) {
    return new Expression.Constant(ValueType.TEXT, key);
  }

  private static String key(Options options, String written, int position) {
    return find(options.listed, written)
        .or(() -> Optional.of(written).filter(text -> options.open || options.texts.contains(text)))
        .orElseThrow(() -> noSuchOption(options, written, position));
  }

  private static ExpressionProblemException noSuchOption(
      Options options, String written, int position) {
    return new ExpressionProblemException(
        position, ExpressionProblemCode.NO_SUCH_OPTION, written, named(options.listed));
  }

  /**
   * A side of a comparison in which titles of options stand for keys: {@code IF(x, stage, "Won")}.
   */
  Expression inKeys(Expression side) {
    if (!(side instanceof Expression.Call call) || call.overload().result() != null) {
      return side;
    }
    var options = of(side);
    if (options.isNone()) {
      return side;
    }
    var results = results(call).boxed().collect(Collectors.toSet());
    return new Expression.Call(
        call.function(),
        call.overload(),
        call.type(),
        IntStream.range(0, call.arguments().size())
            .mapToObj(
                i -> {
                  var argument = call.arguments().get(i);
                  return results.contains(i) ? inKeys(argument, options) : argument;
                })
            .toList());
  }

  private Expression inKeys(Expression argument, Options options) {
    return WrittenTexts.text(argument)
        .flatMap(written -> find(options.listed, written))
        .map(ChoiceOptions::keyed)
        .orElseGet(() -> inKeys(argument));
  }

  /**
   * Refuses to compare what has no option in common.
   *
   * @param position of the comparison
   */
  void requireCommon(Expression one, Expression other, int position) {
    var here = of(one);
    var there = of(other);
    if (!here.mayEqual(there)) {
      throw new ExpressionProblemException(
          position,
          ExpressionProblemCode.NO_COMMON_OPTION,
          named(here.listed),
          named(there.listed));
    }
  }

  /**
   * The keys of the options that are, by key or title, such as is asked; empty for what has no
   * options.
   *
   * @throws ExpressionProblemException when there are options and none is such
   */
  Optional<Expression> such(
      Expression field, Predicate<String> asked, Expression written, int position) {
    var options = of(field);
    var text = WrittenTexts.text(written);
    if (options.isNone() || options.open || !options.texts.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    var keys =
        options.listed.stream()
            .filter(
                option ->
                    Stream.concat(Stream.of(option.key()), option.titles().stream())
                        .anyMatch(asked))
            .map(option -> keyed(option.key()))
            .toList();
    if (keys.isEmpty()) {
      throw noSuchOption(options, text.get(), position);
    }
    return Optional.of(new Expression.Items(ValueType.TEXTS, keys));
  }

  private Options of(Expression field) {
    return switch (field) {
      case Expression.FieldValue value -> of(value.field());
      case Expression.RowValue value -> of(value.column());
      case Expression.LookupValue value -> of(value.target());
      case Expression.ForeignValue value -> of(value.field());
      case Expression.Call call when call.overload().result() == null ->
          together(results(call).mapToObj(call.arguments()::get).toList());
      case Expression.AggregateCall call when passesOn(call) -> of(call.source());
      case Expression.Subquery(_, ValueType type, _, _, _, Expression value)
          when value != null && value.type() == type ->
          of(value);
      default -> NONE;
    };
  }

  private Options of(Reference reference) {
    return new Options(typeChecker.home(reference).choices(reference), Set.of(), false);
  }

  private Options of(Expression.Source source) {
    return switch (source) {
      case Expression.Source.Rows rows -> of(rows.operands().getFirst());
      case Expression.Source.Listed listed -> of(listed.list());
      case Expression.Source.Given given -> together(given.values());
    };
  }

  /** Whether it gives one of its values, or several of them. */
  private static boolean passesOn(Expression.AggregateCall call) {
    var result = call.function().result().apply(ValueType.DATE);
    return result == ValueType.DATE || result == ValueType.DATES;
  }

  /** Those arguments that it may give: of the type of the result, and not only compared. */
  private static IntStream results(Expression.Call call) {
    int count = call.arguments().size();
    return IntStream.range(0, count)
        .filter(
            i -> {
              var parameter = call.overload().parameter(i, count);
              return parameter.same() && !parameter.option();
            });
  }

  private Options together(List<Expression> parts) {
    var listed = new LinkedHashSet<SymbolTable.Choice>();
    var texts = new ArrayList<String>();
    boolean open = false;
    for (var part : parts) {
      var options = of(part);
      listed.addAll(options.listed);
      texts.addAll(options.texts);
      WrittenTexts.text(part).ifPresent(texts::add);
      boolean isOther = options.isNone() && !(part instanceof Expression.Constant);
      open |= isOther || options.open;
    }
    var all = List.copyOf(listed);
    return listed.isEmpty()
        ? NONE
        : new Options(
            all,
            texts.stream().filter(text -> find(all, text).isEmpty()).collect(Collectors.toSet()),
            open);
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
