package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepType;
import java.util.List;
import java.util.Locale;

/**
 * A type of step in the flow designer. Its name, help, group, sentence and common settings are
 * those of {@link StepType}.
 *
 * @param <S> the steps of this type
 */
public interface StepUi<S extends Step> {

  VaadinIcon icon();

  /** As the style sheet names it. */
  String color();

  /** The inputs of its settings, beside its title. */
  List<Component> inputs(S step, JsonBinding binding);

  /** The icon as pages name it: {@code check-circle-o}. */
  default String iconName() {
    return icon().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static StepUi<?> of(StepType type) {
    return switch (type) {
      case APPROVE -> new ApproveStepUi();
      case FILL -> new FillStepUi();
      case NOTIFY -> new NotifyStepUi();
      case BRANCH -> new BranchStepUi();
      case PARALLEL -> new ParallelStepUi();
      case FOR_EACH -> new ForEachStepUi();
      case REPEAT -> new RepeatStepUi();
      case WAIT -> new WaitStepUi();
      case CALL -> new CallStepUi();
      case END -> new EndStepUi();
      case CREATE -> new CreateStepUi();
      case UPDATE -> new UpdateStepUi();
      case TRANSITION -> new TransitionStepUi();
      case ASSIGN -> new AssignStepUi();
      case AGGREGATE -> new AggregateStepUi();
      case DELETE -> new DeleteStepUi();
      case EMAIL -> new EmailStepUi();
      case MESSAGE -> new MessageStepUi();
      case HTTP -> new HttpStepUi();
      case SCRIPT -> new ScriptStepUi();
    };
  }

  /** The inputs of a step of any type. */
  @SuppressWarnings("unchecked") // a step's type names the screen part that is made for its class
  static List<Component> inputsOf(Step step, JsonBinding binding) {
    return ((StepUi<Step>) of(step.type())).inputs(step, binding);
  }
}
