package dev.formwork.workflow.lock;

import dev.formwork.workflow.compile.CompiledFlow;
import dev.formwork.workflow.definition.ApproveStep;
import dev.formwork.workflow.engine.Token;
import java.util.List;

/** What the submitter may change of a record that came back to them. Pure. */
public final class Corrections {

  private Corrections() {}

  /**
   * @param token where the submitter corrects
   * @return keys of fields, as the step says from which it came back; empty: everything
   */
  public static List<String> of(CompiledFlow flow, Token token) {
    return token instanceof Token.UserTask userTask && userTask.from() != null
        ? flow.step(userTask.from())
            .map(step -> step.step() instanceof ApproveStep approve ? approve.corrects() : null)
            .orElse(List.of())
        : List.of();
  }
}
