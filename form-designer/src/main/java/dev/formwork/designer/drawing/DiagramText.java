package dev.formwork.designer.drawing;

import dev.formwork.core.naming.Title;
import dev.formwork.core.problem.Messages;
import dev.formwork.workflow.definition.BranchStep;
import dev.formwork.workflow.definition.EndStep;
import dev.formwork.workflow.definition.ParallelStep;
import dev.formwork.workflow.definition.Step;
import dev.formwork.workflow.definition.StepText;
import dev.formwork.workflow.definition.Trigger;
import java.util.Locale;

/** Texts of a diagram in one language, and their approximate width. */
final class DiagramText {

  static final int SMALL = 12;
  static final int NORMAL = 14;

  private static final String BUNDLE = "dev.formwork.designer.drawing.words";

  /** The widest that words beside something may be. */
  private static final int WIDEST = 230;

  /** From here on signs are as wide as they are high: Chinese, Japanese, Korean. */
  private static final int FIRST_WIDE = 0x2E80;

  private final Locale locale;
  private final StepText steps;

  DiagramText(Locale locale) {
    this.locale =
        Locale.CHINESE.getLanguage().equals(locale.getLanguage()) ? Locale.CHINESE : Locale.ENGLISH;
    this.steps = new StepText(this.locale);
  }

  String word(String key, Object... arguments) {
    return Messages.format(locale, BUNDLE, key, arguments);
  }

  /** Its own title, or what its kind is called. */
  String title(Step step) {
    if (step.title() != null) {
      return in(step.title());
    }
    return step instanceof EndStep end && end.outcome() != null
        ? line(steps.outcome(end.outcome()))
        : kind(step);
  }

  String title(BranchStep.Case one) {
    return one.title() != null ? in(one.title()) : one.when() == null ? "" : line(one.when());
  }

  String in(Title title) {
    return line(title.in(locale));
  }

  /** What kind of step it is. */
  String kind(Step step) {
    return step.caption(steps);
  }

  /** How many lanes must be done; empty: all. */
  String joined(ParallelStep parallel) {
    return parallel.join() == 0 ? "" : ParallelStep.joinText(steps, parallel.join());
  }

  String trigger(Trigger trigger) {
    return trigger instanceof Trigger.Button button && button.label() != null
        ? in(button.label())
        : steps.caption(trigger.type());
  }

  /** What stands above the steps for which no case holds. */
  String otherwise() {
    return steps.word("otherwise");
  }

  /** How a flow ends of itself. */
  String done() {
    return steps.word("end.done");
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
