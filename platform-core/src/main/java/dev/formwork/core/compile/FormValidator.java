package dev.formwork.core.compile;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.SettingsCheck;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates a form definition before its expressions are compiled; the JSON Schema has checked its
 * shape already.
 */
final class FormValidator {

  private final FormDirectory directory;
  private final FormDefinition definition;
  private final List<Problem> problems = new ArrayList<>();

  private FormValidator(FormDefinition definition, FormDirectory directory) {
    this.definition = definition;
    this.directory = directory;
  }

  static List<Problem> check(FormDefinition definition, FormDirectory directory) {
    var rules = new FormValidator(definition, directory);
    rules.problems.addAll(SettingsCheck.of(definition.fields(), rules::isForm));
    rules.listFields();
    return rules.problems;
  }

  private boolean isForm(FormKey key) {
    return key.equals(definition.key()) || directory.form(key).isPresent();
  }

  private void listFields() {
    for (int i = 0; i < definition.listFields().size(); i++) {
      var key = definition.listFields().get(i);
      if (definition.field(key).isEmpty()) {
        problems.add(Problem.at("/list/" + i, CoreProblem.UNKNOWN_FIELD, key));
      }
    }
    if (definition.amountField() != null && definition.field(definition.amountField()).isEmpty()) {
      problems.add(Problem.at("/amount", CoreProblem.UNKNOWN_FIELD, definition.amountField()));
    }
  }
}
