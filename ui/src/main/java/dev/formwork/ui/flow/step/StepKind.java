package dev.formwork.ui.flow.step;

import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Step;
import java.util.Locale;

/** The kinds of steps in the designer: group, colour, icon, label. */
public enum StepKind {
  APPROVE(Group.PEOPLE, "amber", VaadinIcon.CHECK_CIRCLE_O),
  FILL(Group.PEOPLE, "indigo", VaadinIcon.EDIT),
  NOTIFY(Group.PEOPLE, "blue", VaadinIcon.BELL_O),
  BRANCH(Group.CONTROL, "purple", VaadinIcon.SPLIT),
  PARALLEL(Group.CONTROL, "purple", VaadinIcon.ROAD_BRANCHES),
  FOR_EACH(Group.CONTROL, "purple", VaadinIcon.LIST_OL),
  REPEAT(Group.CONTROL, "purple", VaadinIcon.ROTATE_RIGHT),
  WAIT(Group.CONTROL, "gray", VaadinIcon.HOURGLASS),
  CALL(Group.CONTROL, "gray", VaadinIcon.CONNECT),
  END(Group.CONTROL, "red", VaadinIcon.FLAG_CHECKERED),
  CREATE(Group.WORK, "green", VaadinIcon.PLUS_CIRCLE_O),
  UPDATE(Group.WORK, "green", VaadinIcon.REFRESH),
  TRANSITION(Group.WORK, "green", VaadinIcon.CHEVRON_CIRCLE_RIGHT_O),
  ASSIGN(Group.WORK, "green", VaadinIcon.USER_CHECK),
  AGGREGATE(Group.WORK, "green", VaadinIcon.CALC),
  DELETE(Group.WORK, "green", VaadinIcon.TRASH),
  EMAIL(Group.WORK, "teal", VaadinIcon.ENVELOPE_O),
  MESSAGE(Group.WORK, "teal", VaadinIcon.COMMENT_ELLIPSIS_O),
  HTTP(Group.WORK, "teal", VaadinIcon.GLOBE_WIRE),
  SCRIPT(Group.WORK, "teal", VaadinIcon.CODE);

  /** What a kind of step is about. */
  public enum Group {
    PEOPLE,
    CONTROL,
    WORK;

    public String label() {
      return UiTexts.of("flow.group." + name().toLowerCase(Locale.ROOT));
    }
  }

  private final Group group;
  private final String color;
  private final VaadinIcon icon;

  StepKind(Group group, String color, VaadinIcon icon) {
    this.group = group;
    this.color = color;
    this.icon = icon;
  }

  public static StepKind of(Step step) {
    return switch (step) {
      case Step.Approve _ -> APPROVE;
      case Step.Fill _ -> FILL;
      case Step.Notify _ -> NOTIFY;
      case Step.Branch _ -> BRANCH;
      case Step.Parallel _ -> PARALLEL;
      case Step.ForEach _ -> FOR_EACH;
      case Step.Repeat _ -> REPEAT;
      case Step.Wait _ -> WAIT;
      case Step.Call _ -> CALL;
      case Step.End _ -> END;
      case Step.Create _ -> CREATE;
      case Step.Update _ -> UPDATE;
      case Step.Delete _ -> DELETE;
      case Step.Aggregate _ -> AGGREGATE;
      case Step.Http _ -> HTTP;
      case Step.Email _ -> EMAIL;
      case Step.Message _ -> MESSAGE;
      case Step.Script _ -> SCRIPT;
      case Step.Transition _ -> TRANSITION;
      case Step.Assign _ -> ASSIGN;
    };
  }

  public static StepKind named(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** {@code for-each}: as texts and the page name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public String label() {
    return UiTexts.of("flow.kind." + word());
  }

  public String help() {
    return UiTexts.of("flow.kind." + word() + ".help");
  }

  public Group group() {
    return group;
  }

  public String color() {
    return color;
  }

  /** As Vaadin's icons are named in the page. */
  public String icon() {
    return icon.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
