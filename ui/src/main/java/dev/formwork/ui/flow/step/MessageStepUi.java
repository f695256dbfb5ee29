package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.workflow.definition.MessageStep;
import java.util.List;

/** A message to a group chat. */
final class MessageStepUi implements StepUi<MessageStep> {

  @Override
  public VaadinIcon icon() {
    return VaadinIcon.COMMENT_ELLIPSIS_O;
  }

  @Override
  public String color() {
    return "teal";
  }

  @Override
  public void inputs(MessageStep step, EditForm<MessageStep> form) {
    var channel =
        form.choice(
            "flow.message.channel",
            List.of(MessageStep.Channel.values()),
            step.channel(),
            one -> FlowText.words().word("channel." + one.json()));
    var url = form.text("flow.message.url", step.url());
    form.hint("flow.message.hint");
    var text = form.template("flow.message", step.text());
    form.stores(
        now ->
            new MessageStep(now.key(), form.title(), channel.value(), url.value(), text.value()));
  }
}
