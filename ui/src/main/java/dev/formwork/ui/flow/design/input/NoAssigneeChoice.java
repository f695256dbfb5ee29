package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.select.Select;
import dev.formwork.ui.flow.FlowContext;
import dev.formwork.ui.flow.text.AssigneeText;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import java.util.ArrayList;
import java.util.function.Consumer;

/** What happens when no assignee is found. */
final class NoAssigneeChoice {

  private NoAssigneeChoice() {}

  static Select<NoAssigneePolicy> of(
      FlowContext context, NoAssigneePolicy value, Consumer<NoAssigneePolicy> onChoice) {
    var offered = new ArrayList<NoAssigneePolicy>();
    offered.add(NoAssigneePolicy.STOP);
    offered.add(NoAssigneePolicy.SKIP);
    context.people().roles().forEach(role -> offered.add(NoAssigneePolicy.role(role.key())));
    var words = new AssigneeText(context);
    return FlowInputs.choice(
        UiTexts.of("flow.nobody"), offered, value, null, one -> text(words, one), onChoice);
  }

  private static String text(AssigneeText words, NoAssigneePolicy policy) {
    return switch (policy.kind()) {
      case STOP -> UiTexts.of("flow.nobody.stop");
      case SKIP -> UiTexts.of("flow.nobody.skip");
      case ROLE -> UiTexts.of("flow.nobody.role", words.role(policy.role()));
    };
  }
}
