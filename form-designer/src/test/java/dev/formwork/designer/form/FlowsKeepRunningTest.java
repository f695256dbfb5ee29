package dev.formwork.designer.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.expression.WorkCalendar;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.DefinitionTypes;
import dev.formwork.designer.definition.NewVersion;
import dev.formwork.designer.flow.FlowType;
import dev.formwork.designer.permission.PermissionsType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A form cannot be published into a state in which a live flow of the app has no footing. */
final class FlowsKeepRunningTest {

  private static final AppKey APP = new AppKey("crm");

  private static final DefinitionTypes TYPES =
      new DefinitionTypes(List.of(new FormType(), new PermissionsType(), new FlowType()));

  private static final String AMOUNT = field("number", "amount");
  private static final String DISCOUNT = field("number", "discount");

  private static final String FLOW =
      """
      {"key": "approval", "title": {"en": "Deal approval"}, "form": "deal", "trigger": {"on": "record.submitted"},
       "steps": [
         {"type": "approve", "key": "boss", "assign": [{"managerOf": "submitter"}]},
         {"type": "branch", "key": "big", "cases": [
           {"when": "%s", "steps": [{"type": "notify", "key": "tell", "to": [{"submitter": true}], "message": {"en": "Big"}}]}]}]}
      """;

  private static String field(String type, String key) {
    return "{\"type\": \"%s\", \"key\": \"%s\", \"title\": {\"en\": \"%s\"}}"
        .formatted(type, key, key);
  }

  private static FormDefinition form(String key, String... fields) {
    return FormType.definition(
        tree(
            "{\"key\": \"%s\", \"title\": {\"en\": \"%s\"}, \"fields\": [%s]}"
                .formatted(key, key, String.join(",", fields))));
  }

  private static com.fasterxml.jackson.databind.JsonNode tree(String json) {
    try {
      return DefinitionJson.tree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  /** An app of these forms, in which a flow goes by a condition. */
  private static CompiledApp running(String condition, FormDefinition... forms) {
    var none = CompiledApp.none("ws", APP, WorkCalendar.WEEKDAYS);
    var wanted = new ArrayList<NewVersion<?>>();
    for (var form : forms) {
      wanted.add(version(form));
    }
    var flow = FlowType.definition(tree(FLOW.formatted(condition)));
    wanted.add(
        NewVersion.of(
            new FlowType(), new DefinitionId(APP, DefinitionKind.FLOW, flow.key().value()), flow));
    return AppChange.of(none, wanted).made();
  }

  private static List<Problem> problems(CompiledApp app, FormDefinition form) {
    return TYPES.problems(AppChange.of(app, List.of(version(form))));
  }

  private static NewVersion<FormDefinition> version(FormDefinition form) {
    return NewVersion.of(new FormType(), DefinitionId.form(APP, form.key()), form);
  }

  @Test
  void a_field_that_a_flow_asks_for_cannot_be_removed() {
    var app = running("discount > 0.2", form("deal", AMOUNT, DISCOUNT));
    assertThat(problems(app, form("deal", AMOUNT, DISCOUNT, field("text", "note")))).isEmpty();
    var problems = problems(app, form("deal", AMOUNT));
    assertThat(problems).hasSize(1);
    assertThat(problems.getFirst().code()).isEqualTo("breaks-flow");
    assertThat(problems.getFirst().arguments().subList(0, 2))
        .hasToString("[Title[en=Deal approval, zh=null], /steps/1/cases/0/when]");
  }

  @Test
  void a_field_of_another_form_that_a_flow_counts_by_cannot_be_removed_either() {
    var app =
        running(
            "COUNTRECORDS(\\\"target\\\", amount > 5) > 0",
            form("deal", DISCOUNT),
            form("target", AMOUNT));
    assertThat(problems(app, form("target", AMOUNT, DISCOUNT))).isEmpty();
    assertThat(problems(app, form("target", DISCOUNT)))
        .extracting(problem -> problem.code())
        .containsExactly("breaks-flow");
  }

  @Test
  void a_form_with_mistakes_of_its_own_is_told_of_these_first() {
    var app = running("discount > 0.2", form("deal", AMOUNT, DISCOUNT));
    var broken =
        "{\"type\": \"computed\", \"key\": \"half\", \"title\": {\"en\": \"Half\"}, \"expression\": \"amuont / 2\"}";
    assertThat(problems(app, form("deal", AMOUNT, broken)))
        .extracting(problem -> problem.code())
        .doesNotContain("breaks-flow")
        .isNotEmpty();
  }
}
