package dev.formwork.ui.record;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.ui.text.UiTexts;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The stages of a record as a path; clicking one moves the record there. */
final class StagePath extends Div {

  /**
   * @param allowed whether people may move it there
   */
  StagePath(StageField field, String current, Predicate<Stage> allowed, Consumer<Stage> onMove) {
    addClassName("fw-path");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", field.title().in(UiTexts.locale()));
    int position = field.stages().stream().map(Stage::key).toList().indexOf(current);
    for (int i = 0; i < field.stages().size(); i++) {
      var stage = field.stages().get(i);
      var step = new NativeButton(stage.title().in(UiTexts.locale()), _ -> onMove.accept(stage));
      step.addClassName("fw-path-step");
      step.getElement()
          .setAttribute(
              "data-category", stage.category().name().toLowerCase(java.util.Locale.ROOT));
      if (i == position) {
        step.addClassName("fw-path-current");
        step.getElement().setAttribute("aria-current", "step");
      } else if (i < position && field.stages().get(position).category() == Stage.Category.OPEN) {
        step.addClassName("fw-path-done");
      }
      if (i != position && !allowed.test(stage)) {
        step.setEnabled(false);
        step.setTitle(UiTexts.of("lock.by-flow"));
      }
      add(step);
    }
  }
}
