package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.flow.design.input.EditForm;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepType;
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

  /** Adds the inputs of its settings, and says how a step is made of them. */
  void inputs(S step, EditForm<S> form);

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
  static void inputsOf(Step step, EditForm<Step> form) {
    ((StepUi<Step>) of(step.type())).inputs(step, form);
  }
}
