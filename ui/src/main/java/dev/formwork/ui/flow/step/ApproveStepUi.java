package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.design.input.Input;
import dev.formwork.ui.flow.design.input.RejectionInput;
import dev.formwork.ui.flow.design.input.TaskButtonsEditor;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.definition.VotingRule;
import java.util.List;

/** People decide. */
final class ApproveStepUi implements StepUi<ApproveStep> {

  private static final int USUAL_SHARE = 60;

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.CHECK_CIRCLE_O;
  }

  @Override
  public String color() {
    return "amber";
  }

  @Override
  public void inputs(ApproveStep step, EditForm<ApproveStep> form) {
    boolean weighted = step.decide().mode() == VotingRule.Mode.WEIGHTED;
    var assign = form.people("assign", "flow.who.decides", step.assign(), weighted);
    var mode =
        form.choice(
                "flow.decide",
                List.of(VotingRule.Mode.values()),
                step.decide().mode(),
                one -> FlowText.words().word("decide." + one.json()))
            .rebuilding();
    var share = share(step.decide(), form);
    var nobody = form.nobody(step.nobody());
    var reject = form.input(step.reject(), told -> new RejectionInput(form, step.reject(), told));
    var checks = form.row("fw-flow-checks");
    var comment = checks.flag("flow.comment-needed", step.comment());
    var sign = checks.flag("flow.sign", step.sign());
    var corrects = HumanStepInputs.corrects(step, form);
    var task = HumanStepInputs.of(step, form, TaskButtonsEditor.DECIDING);
    form.stores(
        now ->
            new ApproveStep(
                now.key(),
                form.title(),
                assign.value(),
                mode.value().of(share.value()),
                nobody.value(),
                reject.value(),
                task.fields().value(),
                task.buttons().value(),
                task.due().value(),
                comment.value(),
                sign.value(),
                corrects.value()));
  }

  /** Of those asked, in per cent; asked for where the mode counts shares. */
  private static Input<Integer> share(VotingRule decide, EditForm<ApproveStep> form) {
    int share = decide.share() == 0 ? USUAL_SHARE : decide.share();
    return decide.mode().isShared() ? form.percent("flow.decide.pass", share) : form.unseen(share);
  }
}
