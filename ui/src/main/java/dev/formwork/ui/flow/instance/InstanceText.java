package dev.formwork.ui.flow.instance;

import com.vaadin.flow.component.html.Span;
import dev.formwork.ui.flow.text.StepTitles;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.engine.InstanceStatus;
import java.util.Locale;
import java.util.MissingResourceException;

/** The status and outcome of an instance in words. */
public final class InstanceText {

  private InstanceText() {}

  public static Span badge(InstanceStatus instanceStatus, String outcome) {
    var badge = new Span(text(instanceStatus, outcome));
    badge.addClassName("fw-badge");
    badge.getElement().setAttribute("data-color", color(instanceStatus, outcome));
    return badge;
  }

  /** An outcome that a flow names itself says more than that it is over. */
  static String text(InstanceStatus instanceStatus, String outcome) {
    return instanceStatus == InstanceStatus.DONE && outcome != null
        ? StepTitles.outcome(outcome)
        : UiTexts.of("flow.status." + instanceStatus.name().toLowerCase(Locale.ROOT));
  }

  private static String color(InstanceStatus instanceStatus, String outcome) {
    return switch (instanceStatus) {
      case RUNNING -> "blue";
      case DONE -> "rejected".equals(outcome) ? "red" : "green";
      case REJECTED, FAILED -> "red";
      case WITHDRAWN, TERMINATED -> "gray";
    };
  }

  /** A word of the engine; one that has no text here is shown as it is. */
  public static String word(String prefix, String word) {
    try {
      return UiTexts.of(prefix + word);
    } catch (MissingResourceException _) {
      return word;
    }
  }

  /** The title of a step; its key when this version has none of it. */
  public static String stepTitle(FlowDefinition flow, String step) {
    return step == null ? "" : StepTitles.of(flow, step);
  }
}
