package dev.formwork.ui.flow.design.step;

import com.vaadin.flow.component.Component;
import dev.formwork.ui.flow.design.input.JsonBinding;
import dev.formwork.workflow.definition.Step;
import java.util.List;

/** The settings of a step, beside its title. */
public final class StepInputs {

  private StepInputs() {}

  public static List<Component> of(Step step, JsonBinding jsonBinding) {
    var people = new HumanStepInputs(jsonBinding);
    var control = new ControlFlowStepInputs(jsonBinding);
    var work = new AutomaticStepInputs(jsonBinding);
    return switch (step) {
      case Step.Approve _ -> people.approve();
      case Step.Fill _ -> people.fill();
      case Step.Notify _ -> people.tell();
      case Step.Branch _ -> control.branch();
      case Step.Parallel parallel -> control.parallel(parallel);
      case Step.ForEach each -> control.each(each);
      case Step.Repeat _ -> control.repeat();
      case Step.Wait wait -> control.await(wait);
      case Step.Call call -> control.call(call);
      case Step.End _ -> control.end();
      case Step.Create create -> work.create(create);
      case Step.Update update -> work.update(update);
      case Step.Delete delete -> work.delete(delete);
      case Step.Aggregate aggregate -> work.aggregate(aggregate);
      case Step.Http _ -> work.http();
      case Step.Email _ -> work.email();
      case Step.Message _ -> work.message();
      case Step.Script _ -> work.script();
      case Step.Transition transition -> work.transition(transition);
      case Step.Assign assign -> work.assign(assign);
    };
  }
}
