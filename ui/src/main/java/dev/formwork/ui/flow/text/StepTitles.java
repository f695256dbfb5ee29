package dev.formwork.ui.flow.text;

import dev.formwork.designer.flow.edit.FlowEdits;
import dev.formwork.workflow.definition.FlowDefinition;

/** Titles of steps and outcomes, for screens that show what happened. */
public final class StepTitles {

  private StepTitles() {}

  /** Its key when the flow has no such step. */
  public static String of(FlowDefinition flow, String step) {
    return FlowEdits.find(flow, step).map(FlowText::title).orElse(step);
  }

  public static String outcome(String outcome) {
    return FlowText.words().outcome(outcome);
  }
}
