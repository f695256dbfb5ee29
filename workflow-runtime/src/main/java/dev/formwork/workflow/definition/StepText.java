package dev.formwork.workflow.definition;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Messages;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The words for triggers and steps, in one language: the one place that drawings and screens ask
 * for them.
 */
public record StepText(Locale locale) {

  private static final String BUNDLE = "dev.formwork.workflow.definition.steps";
  private static final int LONGEST = 160;

  /** Outcomes that the engine knows; others were written by whoever drew the flow. */
  private static final Set<String> OUTCOMES =
      Set.of("approved", "rejected", "withdrawn", "terminated", "done", "failed", "gone");

  public String word(String key, Object... arguments) {
    return Messages.format(locale, BUNDLE, key, arguments);
  }

  /** What a type of step is called. */
  public String name(StepType type) {
    return word("type." + type.word());
  }

  /** What it is for, in a few words. */
  public String help(StepType type) {
    return word("type." + type.word() + ".help");
  }

  /** What a type of trigger is called, as a sentence. */
  public String name(TriggerType type) {
    return word("trigger." + type.json());
  }

  /** What it is for, in a few words. */
  public String help(TriggerType type) {
    return word("trigger." + type.json() + ".help");
  }

  /** What stands in drawings for a type of trigger. */
  public String caption(TriggerType type) {
    return word("trigger." + type.json() + ".short");
  }

  public String name(StepType.Group group) {
    return word("group." + group.name().toLowerCase(Locale.ROOT));
  }

  /** Its own title, or what its type is called. */
  public String title(Step step) {
    return step.title() == null ? name(step.type()) : step.title().in(locale);
  }

  public String outcome(String outcome) {
    return OUTCOMES.contains(outcome) ? word("outcome." + outcome) : outcome;
  }

  /** Empty without one. */
  String in(Title title) {
    return title == null ? "" : title.in(locale);
  }

  /** What is not empty, with dots between. */
  public static String joined(String... parts) {
    return Stream.of(parts)
        .filter(Objects::nonNull)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining(" · "));
  }

  /** As much of a text as a card shows. */
  public static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
  }
}
