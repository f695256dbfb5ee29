package dev.formwork.ui.field.type;

import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.formwork.ui.text.UiTexts;
import java.util.stream.IntStream;

/**
 * Stars as a group of radio buttons, so that arrow keys, touch and screen readers work as people
 * know them; style sheets draw the stars.
 */
final class StarInput extends RadioButtonGroup<Integer> {

  private static final int NONE = 0;

  /**
   * @param optional whether no star at all can be chosen again
   */
  StarInput(int stars, boolean optional) {
    addClassName("fw-stars");
    setItems(IntStream.rangeClosed(optional ? NONE : 1, stars).boxed().toList());
    setItemLabelGenerator(
        count ->
            count == NONE ? UiTexts.of("rating.none") : UiTexts.of("rating.stars", count, stars));
    getElement().setAttribute("data-optional", optional);
  }

  @Override
  public boolean isEmpty() {
    return super.isEmpty() || getValue() == NONE;
  }
}
