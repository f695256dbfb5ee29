package dev.formwork.designer.drawing;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Messages;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.Trigger;
import java.util.Locale;
import java.util.Set;

/** Texts of a diagram in one language, and their approximate width. */
final class DiagramText {

  static final int SMALL = 12;
  static final int NORMAL = 14;

  private static final String BUNDLE = "dev.formwork.designer.drawing.words";

  /** The widest that words beside something may be. */
  private static final int WIDEST = 230;

  /** From here on signs are as wide as they are high: Chinese, Japanese, Korean. */
  private static final int FIRST_WIDE = 0x2E80;

  private static final Set<String> OUTCOMES = Set.of("approved", "rejected", "done");

  private final Locale locale;

  DiagramText(Locale locale) {
    this.locale =
        Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
  }

  String word(String key, Object... arguments) {
    return Messages.format(locale, BUNDLE, key, arguments);
  }

  /** Its own title, or what its kind is called. */
  String title(Step step) {
    if (step.title() != null) {
      return in(step.title());
    }
    return step instanceof Step.End end && end.outcome() != null
        ? outcome(end.outcome())
        : kind(step);
  }

  /** Outcomes that the engine knows have words; others were written by whoever drew the flow. */
  private String outcome(String outcome) {
    return OUTCOMES.contains(outcome) ? word("outcome." + outcome) : line(outcome);
  }

  String title(Step.Case one) {
    return one.title() != null ? in(one.title()) : one.when() == null ? "" : line(one.when());
  }

  String in(Title title) {
    return line(title.in(locale));
  }

  /** What kind of step it is. */
  String kind(Step step) {
    return switch (step) {
      case Step.Approve _ -> word("approve");
      case Step.Fill _ -> word("fill");
      case Step.Notify _ -> word("notify");
      case Step.Branch branch -> word(branch.every() ? "branch.every" : "branch.first");
      case Step.Parallel _ -> word("parallel");
      case Step.ForEach _ -> word("forEach");
      case Step.Repeat _ -> word("repeat");
      case Step.Wait _ -> word("wait");
      case Step.Call _ -> word("call");
      case Step.End _ -> word("end");
      case Step.Create _ -> word("create");
      case Step.Update _ -> word("update");
      case Step.Delete _ -> word("delete");
      case Step.Aggregate _ -> word("aggregate");
      case Step.Http _ -> word("http");
      case Step.Email _ -> word("email");
      case Step.Message _ -> word("message");
      case Step.Script _ -> word("script");
      case Step.Transition _ -> word("transition");
      case Step.Assign _ -> word("assign");
    };
  }

  /** How many lanes must be done; empty: all. */
  String joined(Step.Parallel parallel) {
    return parallel.join() == 0
        ? ""
        : parallel.join() == 1 ? word("join.any") : word("join.some", parallel.join());
  }

  String trigger(Trigger trigger) {
    return switch (trigger) {
      case Trigger.Created _ -> word("on.created");
      case Trigger.Changed _ -> word("on.changed");
      case Trigger.Submitted _ -> word("on.submitted");
      case Trigger.Deleted _ -> word("on.deleted");
      case Trigger.DateReached _ -> word("on.date");
      case Trigger.Schedule _ -> word("on.schedule");
      case Trigger.Webhook _ -> word("on.webhook");
      case Trigger.Button button -> button.label() == null ? word("on.button") : in(button.label());
      case Trigger.CalledByFlow _ -> word("on.call");
      case Trigger.TaskEvent _ -> word("on.task");
    };
  }

  /** Room for words beside an event or a gateway; 0 without words. */
  static int beside(String label) {
    return label.isEmpty() ? 0 : LayoutNode.BESIDE + width(label, SMALL);
  }

  /** About how wide a text is in a usual font, rather too much than too little. */
  static int width(String text, int size) {
    double width =
        text.codePoints().mapToDouble(sign -> sign >= FIRST_WIDE ? size : size * 0.6).sum();
    return (int) Math.ceil(width);
  }

  static String shortened(String text) {
    return fitting(text, WIDEST, SMALL);
  }

  /** As much of a text as there is room for. */
  static String fitting(String text, int room, int size) {
    var plain = line(text);
    if (width(plain, size) <= room) {
      return plain;
    }
    int end = plain.length();
    while (end > 0 && width(plain.substring(0, end) + "…", size) > room) {
      end = plain.offsetByCodePoints(end, -1);
    }
    return plain.substring(0, end).stripTrailing() + "…";
  }

  private static String line(String text) {
    return legal(text).replaceAll("\\s+", " ").strip();
  }

  /** Without what XML cannot hold. */
  static String legal(String text) {
    var legal = new StringBuilder(text.length());
    text.codePoints().filter(DiagramText::isLegal).forEach(legal::appendCodePoint);
    return legal.toString();
  }

  private static boolean isLegal(int sign) {
    return sign == '\n'
        || sign == '\t'
        || sign >= 0x20 && sign <= 0xD7FF
        || sign >= 0xE000 && sign <= 0xFFFD
        || sign >= 0x10000 && sign <= 0x10FFFF;
  }
}
