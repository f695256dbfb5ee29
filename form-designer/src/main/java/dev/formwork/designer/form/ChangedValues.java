package dev.formwork.designer.form;

import dev.formwork.core.database.FoldedText;
import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.ValueCheck;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.problem.LocalizedArgument;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.form.ColumnConversion.Pair;
import dev.formwork.designer.form.TypeChanges.Effect;
import dev.formwork.designer.form.TypeChanges.TypeChange;
import dev.formwork.designer.problem.DesignProblem;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Weighs the values of one field whose type changes, one after the other. */
final class ChangedValues {

  private static final int NAMED = 5;

  /** Characters of a value that are told. */
  private static final int TOLD = 60;

  private final TypeChange change;
  private final Locale locale;
  private final ValueCheck check;

  /** Null unless the values are read. */
  private final ValueConversion conversion;

  private final SameValues same = new SameValues();
  private final List<Pair> pairs = new ArrayList<>();

  /** The most frequent of those that do not convert. */
  private final List<Named> named = new ArrayList<>();

  private Problem reason;
  private long fine;
  private long strange;
  private long strangeValues;

  /**
   * @param locale of yes and no, and of the titles of options
   * @param zone in which days begin
   */
  ChangedValues(TypeChange change, Locale locale, ZoneId zone) {
    this.change = change;
    this.locale = locale;
    this.check = change.after().field().check();
    this.conversion =
        change.effect() == Effect.READ
            ? new ValueConversion(
                change.before() == null ? null : change.before().field(),
                change.after().field(),
                locale,
                zone)
            : null;
  }

  /**
   * A value that some records hold, and how one of them is called.
   *
   * @param live how many of the records are not in the recycle bin
   */
  record Held(String value, long records, long live, String example) {

    String told() {
      return "“%s” (%d, %s)".formatted(shortened(value), records, example);
    }

    private Held shownAs(String text) {
      return new Held(text, records, live, example);
    }
  }

  /**
   * @param reason why it does not convert; null: it is the same of all
   */
  private record Named(Held held, Problem reason) implements LocalizedArgument {

    @Override
    public String in(Locale locale) {
      return reason == null ? held.told() : held.told() + ": " + reason.message(locale);
    }
  }

  /**
   * The most frequent values that do not convert.
   *
   * @param more whether there are others
   */
  private record Told(List<Named> named, String separator, boolean more)
      implements LocalizedArgument {

    @Override
    public String in(Locale locale) {
      var told = named.stream().map(one -> one.in(locale)).collect(Collectors.joining(separator));
      return more ? told + separator + "…" : told;
    }
  }

  static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= TOLD
        ? text
        : text.substring(0, text.offsetByCodePoints(0, TOLD)) + "…";
  }

  /** What becomes of those that convert. */
  ColumnConversion conversion() {
    return new ColumnConversion(change, pairs);
  }

  void weigh(Held held) {
    boolean isFine =
        switch (change.effect()) {
          case OVERWRITTEN -> isStrange(held, null);
          case OPTIONS -> isOption(held);
          case TITLES -> becomesTitle(held);
          case KEPT -> fits(held);
          case READ -> isRead(held);
          case WORKED_OUT -> true;
        };
    if (isFine) {
      fine += held.records;
    }
  }

  private boolean isStrange(Held held, Problem why) {
    strange += held.records;
    strangeValues++;
    named.add(new Named(held, why));
    named.sort(Comparator.comparingLong((Named one) -> one.held.records).reversed());
    if (named.size() > NAMED) {
      named.removeLast();
    }
    return false;
  }

  private boolean isRead(Held held) {
    var value = change.replaced().parse(held.value);
    var shown = held.shownAs(conversion.written(value));
    return switch (conversion.of(value)) {
      case ValueConversion.Outcome.Unreadable(var why) -> isStrange(shown, why);
      case ValueConversion.Outcome.Converted(var read) -> {
        var becomes = text(read);
        pairs.add(new Pair(held.value, becomes));
        if (change.after().field().head().unique()) {
          same.add(
              change.after().type() == ColumnType.TEXT ? FoldedText.of(becomes) : becomes, shown);
        }
        yield true;
      }
    };
  }

  /** As the column's type reads it. */
  private String text(Object value) {
    var type = change.after().type();
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : ((Object[]) type.bindAll(List.of(value)))[0].toString();
  }

  private boolean isOption(Held held) {
    var key = ((Optioned) change.after().field()).optionNamed(held.value).orElse(null);
    convert(held, key);
    return key != null || isStrange(held, null);
  }

  private boolean becomesTitle(Held held) {
    var title = ((Optioned) change.before().field()).optionTitle(held.value).orElse(null);
    convert(held, title == null ? null : title.in(locale));
    return true;
  }

  /**
   * @param to null: it stays
   */
  private void convert(Held held, String to) {
    if (to != null && !to.equals(held.value)) {
      pairs.add(new Pair(held.value, to));
    }
  }

  private boolean fits(Held held) {
    var value = change.after().type().parse(held.value);
    var normal = change.after().normal(value);
    if (value instanceof BigDecimal number
        && (normal == null || number.compareTo((BigDecimal) normal) != 0)) {
      reason = Problem.at("", DesignProblem.VALUE_HAS_MORE_DIGITS);
      return isStrange(held, null);
    }
    var found = check.of(normal == null ? value : normal);
    found.ifPresent(problem -> reason = problem);
    return found.isEmpty() || isStrange(held, null);
  }

  /** What a yes may do away with; empty when there is nothing. */
  Optional<Problem> problem() {
    if (strange == 0) {
      return Optional.empty();
    }
    var title = change.after().field().title();
    return switch (change.effect()) {
      case OVERWRITTEN ->
          Optional.of(
              Problem.at(
                  change.path(), DesignProblem.VALUES_OVERWRITTEN, title, strange, told(", ")));
      case OPTIONS, TITLES ->
          Optional.of(
              Problem.at(
                  change.path(),
                  DesignProblem.VALUES_NOT_CONVERTED,
                  title,
                  fine,
                  strange,
                  told(", ")));
      case KEPT ->
          Optional.of(
              Problem.at(
                  change.path(),
                  DesignProblem.VALUES_NOT_FITTING,
                  title,
                  fine,
                  strange,
                  told(", "),
                  reason));
      case READ, WORKED_OUT -> Optional.empty();
    };
  }

  /** What stands against it whatever is said, as a new column has no place for such values. */
  List<Problem> obstacles() {
    var obstacles = new ArrayList<Problem>();
    var title = change.after().field().title();
    if (change.effect() == Effect.READ && strange > 0) {
      obstacles.add(
          Problem.at(
              change.path(), DesignProblem.VALUES_NOT_READABLE, title, fine, strange, told(" ")));
    }
    same.told()
        .forEach(
            records ->
                obstacles.add(
                    Problem.at(change.path(), DesignProblem.UNIQUE_COLLISION, title, records)));
    return obstacles;
  }

  private Told told(String separator) {
    return new Told(List.copyOf(named), separator, strangeValues > NAMED);
  }
}
