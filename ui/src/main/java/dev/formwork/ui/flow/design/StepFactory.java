package dev.formwork.ui.flow.design;

import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.MemberField;
import dev.formwork.core.field.StageField;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.Title;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.edit.FlowEdits;
import dev.formwork.ui.flow.step.StepKind;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.Step;
import java.util.List;
import java.util.Map;

/** Creates a step of a kind with common defaults and a free key. */
final class StepFactory {

  private static final Title TOLD = new Title("There is something new for you.", "有新的内容需要您了解。");

  private StepFactory() {}

  static Step of(StepKind kind, FlowContext tools) {
    var flow = tools.flow();
    var key = FlowEdits.freeKey(kind.word().replace('-', '_'), FlowEdits.keys(flow));
    var form = tools.form().orElse(null);
    return switch (kind) {
      case APPROVE ->
          new Step.Approve(key, null, manager(), null, null, null, null, null, null, false, false);
      case FILL -> new Step.Fill(key, null, submitter(), null, null, null, null);
      case NOTIFY -> new Step.Notify(key, null, submitter(), TOLD);
      case BRANCH ->
          new Step.Branch(
              key, null, false, List.of(new Step.Case(null, null, List.of())), List.of());
      case PARALLEL -> new Step.Parallel(key, null, List.of(List.of(), List.of()), 0);
      case FOR_EACH -> each(key, form, tools);
      case REPEAT -> new Step.Repeat(key, null, null, 0, List.of());
      case WAIT -> new Step.Wait(key, null, Delay.of("P1D"), null, null, null);
      case CALL -> new Step.Call(key, null, other(tools), Map.of(), Map.of(), true);
      case END -> new Step.End(key, null, null);
      case CREATE -> new Step.Create(key, null, someForm(tools), Map.of(), null);
      case UPDATE ->
          new Step.Update(key, null, form == null ? someForm(tools) : null, null, Map.of());
      case DELETE -> new Step.Delete(key, null, someForm(tools), "FALSE");
      case AGGREGATE ->
          new Step.Aggregate(key, null, someForm(tools), null, "count", null, number(flow));
      case HTTP -> new Step.Http(key, null, "POST", "https://", Map.of(), null, Map.of());
      case EMAIL -> new Step.Email(key, null, submitter(), null, flow.title(), TOLD);
      case MESSAGE ->
          new Step.Message(key, null, Step.Channel.DINGTALK, "secret:robot", flow.title());
      case SCRIPT -> new Step.Script(key, null, "input => input.record", null);
      case TRANSITION -> transition(key, form);
      case ASSIGN -> new Step.Assign(key, null, memberField(form), submitter(), null, null, null);
    };
  }

  private static List<AssigneeRule> manager() {
    return List.of(new AssigneeRule.ManagerOf("submitter", 0, false, 0));
  }

  private static List<AssigneeRule> submitter() {
    return List.of(new AssigneeRule.Submitter(true, 0));
  }

  private static Step each(String key, FormDefinition form, FlowContext tools) {
    var rows =
        form == null
            ? null
            : form.fields().stream()
                .filter(SubformField.class::isInstance)
                .findFirst()
                .map(field -> field.key().value())
                .orElse(null);
    return new Step.ForEach(
        key, null, rows, rows == null ? someForm(tools) : null, null, 0, 0, List.of());
  }

  private static String someForm(FlowContext tools) {
    return tools
        .form()
        .or(() -> tools.forms().stream().findFirst())
        .map(form -> form.key().value())
        .orElse(null);
  }

  private static String other(FlowContext tools) {
    return tools.others().stream()
        .map(flow -> flow.key().value())
        .filter(key -> !key.equals(tools.flow().key().value()))
        .findFirst()
        .orElse(null);
  }

  private static String number(FlowDefinition flow) {
    return flow.variables().stream()
        .filter(one -> one.type() == dev.formwork.workflow.definition.Variable.Type.NUMBER)
        .map(dev.formwork.workflow.definition.Variable::key)
        .findFirst()
        .orElse(null);
  }

  private static Step transition(String key, FormDefinition form) {
    var stage = form == null ? null : form.stageField().orElse(null);
    return stage == null
        ? new Step.Transition(key, null, null, null)
        : new Step.Transition(key, null, field(stage), stage.stages().getLast().key());
  }

  private static String field(StageField stage) {
    return stage.key().value();
  }

  private static String memberField(FormDefinition form) {
    return form == null
        ? null
        : form.fields().stream()
            .filter(MemberField.class::isInstance)
            .findFirst()
            .map(field -> field.key().value())
            .orElse(null);
  }
}
