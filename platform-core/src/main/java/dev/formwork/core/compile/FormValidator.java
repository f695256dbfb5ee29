package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.BooleanField;
import dev.formwork.core.field.ChoiceField;
import dev.formwork.core.field.ChoicesField;
import dev.formwork.core.field.ComputedField;
import dev.formwork.core.field.DateField;
import dev.formwork.core.field.DateTimeField;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.LongTextField;
import dev.formwork.core.field.LookupField;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.RollupField;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.field.TextField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Key;
import dev.formwork.core.problem.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * Validates a form definition before its expressions are compiled; the JSON Schema has checked its
 * shape already.
 */
final class FormValidator {

  /** PostgreSQL allows 1,600 columns; a form people can use stays far below. */
  static final int MAX_FIELDS = 300;

  private final FormDirectory directory;
  private final FormDefinition definition;
  private final List<Problem> problems = new ArrayList<>();

  private FormValidator(FormDefinition definition, FormDirectory directory) {
    this.definition = definition;
    this.directory = directory;
  }

  static List<Problem> check(FormDefinition definition, FormDirectory directory) {
    var rules = new FormValidator(definition, directory);
    rules.fields(definition.fields(), "/fields", false);
    rules.listFields();
    return rules.problems;
  }

  private void listFields() {
    for (int i = 0; i < definition.listFields().size(); i++) {
      var key = definition.listFields().get(i);
      if (definition.field(key).isEmpty()) {
        problems.add(Problem.at("/list/" + i, "unknown-field", key));
      }
    }
    if (definition.amountField() != null && definition.field(definition.amountField()).isEmpty()) {
      problems.add(Problem.at("/amount", "unknown-field", definition.amountField()));
    }
  }

  private void fields(List<Field> fields, String path, boolean insideSubform) {
    if (fields.size() > MAX_FIELDS) {
      problems.add(Problem.at(path, "too-many-fields", MAX_FIELDS));
    }
    var keys = new HashSet<String>();
    for (int i = 0; i < fields.size(); i++) {
      var field = fields.get(i);
      var at = path + "/" + i;
      if (Key.RESERVED.contains(field.key().value())) {
        problems.add(Problem.at(at + "/key", "reserved-key", field.key()));
      }
      if (!keys.add(field.key().value())) {
        problems.add(Problem.at(at + "/key", "duplicate-key", field.key()));
      }
      if (field.head().title() == null) {
        problems.add(Problem.at(at + "/title", "title-missing", field.key()));
      }
      settings(field, at, insideSubform, fields);
    }
  }

  private void settings(Field field, String at, boolean insideSubform, List<Field> siblings) {
    switch (field) {
      case TextField text ->
          range(at, "length", decimal(text.minLength()), decimal(text.maxLength()));
      case NumberField number -> {
        range(at, "value", number.min(), number.max());
        scale(at, number.scale());
      }
      case MoneyField money -> range(at, "value", money.min(), money.max());
      case ChoiceField choice -> {
        keys(at + "/options", choice.options().stream().map(option -> option.key()));
        cascade(at, choice, siblings);
      }
      case ChoicesField choices ->
          keys(at + "/options", choices.options().stream().map(option -> option.key()));
      case StageField stage -> stages(at, stage, insideSubform);
      case LookupField lookup -> target(at, lookup);
      case ComputedField computed -> {
        scale(at, computed.scale());
        if (computed.expression() == null || computed.expression().isBlank()) {
          problems.add(Problem.at(at + "/expression", "expression-missing", computed.key()));
        }
      }
      case SubformField subform -> subform(at, subform, insideSubform);
      case SerialField serial -> {
        if (insideSubform) {
          problems.add(Problem.at(at, "not-in-subform", serial.key()));
        }
      }
      case RollupField rollup -> {
        scale(at, rollup.scale());
        if (!insideSubform && !rollup.match().isEmpty()) {
          problems.add(Problem.at(at + "/match", "match-outside-subform"));
        }
      }
      case LongTextField _, BooleanField _, DateField _, DateTimeField _, MemberField _ -> {}
    }
  }

  /** A choice depends on another choice beside it, and never on itself in the end. */
  private void cascade(String at, ChoiceField choice, List<Field> siblings) {
    var seen = new HashSet<FieldKey>();
    seen.add(choice.key());
    var next = choice.dependsOn();
    while (next != null) {
      var key = next;
      var above = siblings.stream().filter(field -> field.key().equals(key)).findFirst();
      if (above.isEmpty() || !(above.get() instanceof ChoiceField parent)) {
        problems.add(Problem.at(at + "/dependsOn", "cascade-needs-choice", key));
        return;
      }
      if (!seen.add(key)) {
        problems.add(Problem.at(at + "/dependsOn", "computed-cycle", choice.key() + " → " + key));
        return;
      }
      next = parent.dependsOn();
    }
  }

  private void stages(String at, StageField stage, boolean insideSubform) {
    if (insideSubform) {
      problems.add(Problem.at(at, "not-in-subform", stage.key()));
    }
    if (stage.stages().isEmpty()) {
      problems.add(Problem.at(at + "/stages", "stages-missing", stage.key()));
    }
    keys(at + "/stages", stage.stages().stream().map(one -> one.key()));
  }

  private void subform(String at, SubformField subform, boolean insideSubform) {
    if (insideSubform) {
      problems.add(Problem.at(at, "not-in-subform", subform.key()));
      return;
    }
    if (subform.fields().isEmpty()) {
      problems.add(Problem.at(at + "/fields", "subform-without-fields", subform.key()));
    }
    fields(subform.fields(), at + "/fields", true);
  }

  private void target(String at, LookupField lookup) {
    boolean itself = lookup.form().equals(definition.key());
    if (!itself && directory.form(lookup.form()).isEmpty()) {
      problems.add(Problem.at(at + "/form", "unknown-form", lookup.form()));
    }
  }

  private void keys(String at, Stream<String> keys) {
    var seen = new HashSet<String>();
    var all = keys.toList();
    for (int i = 0; i < all.size(); i++) {
      if (!seen.add(all.get(i))) {
        problems.add(Problem.at(at + "/" + i + "/key", "duplicate-key", all.get(i)));
      }
    }
  }

  private void range(String at, String what, BigDecimal min, BigDecimal max) {
    if (isVast(min) || isVast(max)) {
      // Sentences would write it out, digit by digit.
      problems.add(Problem.at(at + (isVast(min) ? "/min" : "/max"), "number-too-large"));
    } else if (min != null && max != null && min.compareTo(max) > 0) {
      problems.add(Problem.at(at, "range-upside-down", what, min, max));
    }
  }

  private static boolean isVast(BigDecimal bound) {
    return bound != null && (Math.abs((long) bound.scale()) > 60 || bound.precision() > 60);
  }

  private void scale(String at, Integer scale) {
    if (scale != null && (scale < 0 || scale > 10)) {
      problems.add(Problem.at(at + "/scale", "scale-out-of-range", scale));
    }
  }

  private static BigDecimal decimal(Integer number) {
    return number == null ? null : BigDecimal.valueOf(number);
  }
}
