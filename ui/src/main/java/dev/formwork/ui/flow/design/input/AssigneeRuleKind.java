package dev.formwork.ui.flow.design.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.formwork.ui.text.UiTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The kinds of assignee rules, by the property that marks each in JSON. */
enum AssigneeRuleKind {
  SUBMITTER("submitter"),
  MANAGER("managerOf"),
  MEMBER("member"),
  ROLE("role"),
  DEPARTMENT("department"),
  HEAD("headOf"),
  FIELD("field"),
  CHOSEN("chosenBy"),
  EXPRESSION("expression");

  private final String property;

  AssigneeRuleKind(String property) {
    this.property = property;
  }

  static AssigneeRuleKind of(ObjectNode rule) {
    return Arrays.stream(values())
        .filter(kind -> rule.has(kind.property))
        .findFirst()
        .orElse(SUBMITTER);
  }

  static AssigneeRuleKind named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(AssigneeRuleKind::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String label() {
    return UiTexts.of("flow.who." + word());
  }

  String property() {
    return property;
  }

  /** As most people want it; what is still to be said is empty. */
  ObjectNode fresh() {
    var rule = JsonBinding.nodes().objectNode();
    return switch (this) {
      case SUBMITTER -> rule.put(property, true);
      case MANAGER, HEAD -> rule.put(property, "submitter");
      case MEMBER, ROLE, DEPARTMENT, FIELD, CHOSEN, EXPRESSION -> rule.put(property, "");
    };
  }

  boolean isFinished(ObjectNode rule) {
    return this == SUBMITTER || !rule.path(property).asText().isBlank();
  }
}
