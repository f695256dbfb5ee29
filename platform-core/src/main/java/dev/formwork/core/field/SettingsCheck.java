package dev.formwork.core.field;

import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.ProblemCode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Checks the settings of fields in a definition; the JSON Schema has checked their shape already.
 * Every field finds here what it checks its own by, and where it stands.
 */
public final class SettingsCheck {

  /** PostgreSQL allows 1,600 columns; a form people can use stays far below. */
  private static final int MAX_FIELDS = 300;

  private static final int MAX_SCALE = 10;
  private static final int MAX_DIGITS = 60;

  private final Predicate<FormKey> forms;
  private final List<Problem> problems;
  private final List<Field> siblings;
  private final boolean insideSubform;
  private final String at;

  private SettingsCheck(
      Predicate<FormKey> forms,
      List<Problem> problems,
      List<Field> siblings,
      boolean insideSubform,
      String at) {
    this.forms = forms;
    this.problems = problems;
    this.siblings = siblings;
    this.insideSubform = insideSubform;
    this.at = at;
  }

  /**
   * Everything that is wrong with the fields of a form.
   *
   * @param forms whether there is such a form
   */
  public static List<Problem> of(List<Field> fields, Predicate<FormKey> forms) {
    var problems = new ArrayList<Problem>();
    all(fields, "/fields", false, forms, problems);
    return problems;
  }

  private static void all(
      List<Field> fields,
      String path,
      boolean insideSubform,
      Predicate<FormKey> forms,
      List<Problem> problems) {
    if (fields.size() > MAX_FIELDS) {
      problems.add(Problem.at(path, CoreProblem.TOO_MANY_FIELDS, MAX_FIELDS));
    }
    var keys = new HashSet<String>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      var check = new SettingsCheck(forms, problems, fields, insideSubform, path + "/" + i);
      check.head(field, keys.add(field.key().value()));
      field.checkSettings(check);
    }
  }

  private void head(Field field, boolean first) {
    if (Key.RESERVED.contains(field.key().value())) {
      problem("/key", CoreProblem.RESERVED_KEY, field.key());
    }
    if (!first) {
      problem("/key", CoreProblem.DUPLICATE_KEY, field.key());
    }
    if (field.head().title() == null) {
      problem("/title", CoreProblem.TITLE_MISSING, field.key());
    }
  }

  /**
   * Notes a problem.
   *
   * @param place below the field: {@code /options/2/key}; empty: the field itself
   */
  void problem(String place, ProblemCode code, Object... arguments) {
    problems.add(Problem.at(at + place, code, arguments));
  }

  boolean isInsideSubform() {
    return insideSubform;
  }

  /** The fields beside this one, itself among them. */
  List<Field> siblings() {
    return siblings;
  }

  boolean isForm(FormKey key) {
    return forms.test(key);
  }

  /** The fields of a subform. */
  void rows(List<Field> fields) {
    all(fields, at + "/fields", true, forms, problems);
  }

  void range(String what, BigDecimal min, BigDecimal max) {
    if (isVast(min) || isVast(max)) {
      // Sentences would write it out, digit by digit.
      problem(isVast(min) ? "/min" : "/max", CoreProblem.NUMBER_TOO_LARGE);
    } else if (min != null && max != null && min.compareTo(max) > 0) {
      problem("", CoreProblem.RANGE_UPSIDE_DOWN, what, min, max);
    }
  }

  private static boolean isVast(BigDecimal bound) {
    return bound != null
        && (Math.abs((long) bound.scale()) > MAX_DIGITS || bound.precision() > MAX_DIGITS);
  }

  /** Digits after the point; nullable. */
  void scale(Integer scale) {
    if (scale != null && (scale < 0 || scale > MAX_SCALE)) {
      problem("/scale", CoreProblem.SCALE_OUT_OF_RANGE, scale);
    }
  }

  void distinctKeys(String place, List<? extends ListedValue> listed) {
    var seen = new HashSet<String>();
    for (int i = 0; i < listed.size(); i++) {
      if (!seen.add(listed.get(i).key())) {
        problem(place + "/" + i + "/key", CoreProblem.DUPLICATE_KEY, listed.get(i).key());
      }
    }
  }
}
