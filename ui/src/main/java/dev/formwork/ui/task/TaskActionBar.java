package dev.formwork.ui.task;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.ActionKind;
import dev.formwork.workflow.task.TaskView;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What can be done with a task: the first actions as buttons, the others in a menu. */
final class TaskActionBar extends Div {

  private static final int BUTTONS = 3;

  private final transient TaskView view;
  private final transient Consumer<ActionKind> perform;

  TaskActionBar(TaskView view, boolean readOnly, Consumer<ActionKind> perform) {
    this.view = view;
    this.perform = perform;
    addClassNames("fw-record-foot", "fw-task-foot");
    var actions = view.actions();
    if (actions.isEmpty() || readOnly) {
      add(new Paragraph(UiTexts.of("task.nothing-to-do")));
      return;
    }
    var shown = actions.subList(0, Math.min(BUTTONS, actions.size()));
    var rest = actions.subList(shown.size(), actions.size());
    if (!rest.isEmpty()) {
      add(menu(rest));
    }
    shown.reversed().forEach(kind -> add(button(kind, kind == shown.getFirst())));
  }

  /** What an action is called in this task. */
  static String label(TaskView view, ActionKind kind) {
    return Optional.ofNullable(view.labels().get(kind))
        .map(title -> title.in(UiTexts.locale()))
        .orElseGet(() -> UiTexts.of("task.action." + kind.json()));
  }

  private Button button(ActionKind kind, boolean primary) {
    var button = new Button(label(view, kind), _ -> perform.accept(kind));
    if (primary) {
      button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    } else if (kind == ActionKind.REJECT) {
      button.addThemeVariants(ButtonVariant.LUMO_ERROR);
    }
    button.setId("act-" + kind.json());
    return button;
  }

  private MenuBar menu(List<ActionKind> actions) {
    var menu = new MenuBar();
    menu.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
    var top = menu.addItem(UiTexts.of("task.more-actions"));
    top.setId("act-more");
    actions.forEach(
        kind -> {
          var item = top.getSubMenu().addItem(label(view, kind), _ -> perform.accept(kind));
          item.setId("act-" + kind.json());
        });
    return menu;
  }
}
