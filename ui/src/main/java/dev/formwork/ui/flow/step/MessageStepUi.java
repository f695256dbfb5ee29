package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.FlowInputs;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.ui.flow.design.input.LocalizedTextInput;
import dev.formwork.ui.flow.text.FlowText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.MessageStep;
import java.util.Arrays;
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
  public List<Component> inputs(MessageStep step, JsonBinding binding) {
    return List.of(
        FlowInputs.choice(
            UiTexts.of("flow.message.channel"),
            Arrays.stream(MessageStep.Channel.values()).map(MessageStep.Channel::json).toList(),
            binding.text("channel"),
            null,
            word -> FlowText.words().word("channel." + word),
            word -> binding.set("channel", word)),
        FlowInputs.text(binding, "url", "flow.message.url"),
        FlowInputs.hint("flow.message.hint"),
        LocalizedTextInput.template(binding, "text", "flow.message"));
  }
}
