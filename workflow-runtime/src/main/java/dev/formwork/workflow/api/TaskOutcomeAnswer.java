package dev.formwork.workflow.api;

import dev.formwork.core.api.ProblemAnswer;
import dev.formwork.workflow.task.Tasks;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** What became of one of several tasks. */
record TaskOutcomeAnswer(UUID task, boolean done, List<ProblemAnswer> errors) {

  static TaskOutcomeAnswer of(Tasks.Outcome outcome, Locale locale) {
    return new TaskOutcomeAnswer(
        outcome.task(), outcome.problems().isEmpty(), ProblemAnswer.of(outcome.problems(), locale));
  }
}
