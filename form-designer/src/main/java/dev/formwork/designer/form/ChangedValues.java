package dev.formwork.designer.form;

import dev.formwork.core.field.Optioned;
import dev.formwork.core.field.ValueCheck;
import dev.formwork.core.problem.Problem;
import dev.formwork.designer.form.TypeChangeCheck.Conversion;
import dev.formwork.designer.form.TypeChanges.TypeChange;
import dev.formwork.designer.problem.DesignProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Weighs the values of one field whose type changes, one after the other. */
final class ChangedValues {

  private static final int NAMED = 5;

  private final TypeChange change;
  private final Locale locale;
  private final ValueCheck check;
  private final List<Conversion> conversions = new ArrayList<>();

  /** The most frequent of those that do not convert. */
  private final List<Held> named = new ArrayList<>();

  private Problem reason;
  private long fine;
  private long strange;
  private long strangeValues;

  ChangedValues(TypeChange change, Locale locale) {
    this.change = change;
    this.locale = locale;
    this.check = change.after().field().check();
  }

  /** A value that some records hold, and how one of them is called. */
  record Held(String value, long records, String example) {

    private String told() {
      return "“%s” (%d, %s)".formatted(value, records, example);
    }
  }

  TypeChange change() {
    return change;
  }

  List<Conversion> conversions() {
    return conversions;
  }

  void weigh(Held held) {
    boolean isFine =
        switch (change.effect()) {
          case OVERWRITTEN -> false;
          case OPTIONS -> isOption(held);
          case TITLES -> becomesTitle(held);
          case KEPT -> fits(held);
        };
    if (isFine) {
      fine += held.records;
    } else {
      strange += held.records;
      strangeValues++;
      named.add(held);
      named.sort(Comparator.comparingLong(Held::records).reversed());
      if (named.size() > NAMED) {
        named.removeLast();
      }
    }
  }

  private boolean isOption(Held held) {
    var key = ((Optioned) change.after().field()).optionNamed(held.value).orElse(null);
    convert(held, key);
    return key != null;
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
      conversions.add(new Conversion(change, held.value, to));
    }
  }

  private boolean fits(Held held) {
    var value = change.before().type().parse(held.value);
    var normal = change.after().normal(value);
    if (value instanceof BigDecimal number
        && (normal == null || number.compareTo((BigDecimal) normal) != 0)) {
      reason = Problem.at("", DesignProblem.VALUE_HAS_MORE_DIGITS);
      return false;
    }
    var found = check.of(normal == null ? value : normal);
    found.ifPresent(problem -> reason = problem);
    return found.isEmpty();
  }

  /** Empty when all is fine. */
  Optional<Problem> problem() {
    if (strange == 0) {
      return Optional.empty();
    }
    var title = change.after().field().title();
    return Optional.of(
        switch (change.effect()) {
          case OVERWRITTEN ->
              Problem.at(change.path(), DesignProblem.VALUES_OVERWRITTEN, title, strange, told());
          case OPTIONS, TITLES ->
              Problem.at(
                  change.path(), DesignProblem.VALUES_NOT_CONVERTED, title, fine, strange, told());
          case KEPT ->
              Problem.at(
                  change.path(),
                  DesignProblem.VALUES_NOT_FITTING,
                  title,
                  fine,
                  strange,
                  told(),
                  reason);
        });
  }

  private String told() {
    var told = String.join(", ", named.stream().map(Held::told).toList());
    return strangeValues > NAMED ? told + ", …" : told;
  }
}
