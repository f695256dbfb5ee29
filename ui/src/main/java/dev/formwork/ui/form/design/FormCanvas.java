package dev.formwork.ui.form.design;

import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.DropEffect;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.expression.FormulaScope;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The form as users will see it; each field is a tile that can be selected and dragged. */
final class FormCanvas extends Div {

  private final transient Consumer<FieldKey> onChoose;
  private final transient BiConsumer<FieldKey, FieldKey> onMove;

  FormCanvas(Consumer<FieldKey> onChoose, BiConsumer<FieldKey, FieldKey> onMove) {
    this.onChoose = onChoose;
    this.onMove = onMove;
    addClassName("fw-design-canvas");
  }

  /**
   * @param names how formulas are shown
   */
  void show(FormDefinition form, FieldKey chosen, List<Problem> problems, FormulaScope names) {
    removeAll();
    for (int i = 0; i < form.fields().size(); i++) {
      var at = "/fields/" + i;
      boolean wrong =
          problems.stream()
              .anyMatch(
                  problem -> problem.path().equals(at) || problem.path().startsWith(at + "/"));
      add(tile(form.fields().get(i), form.fields().get(i).key().equals(chosen), wrong, names));
    }
  }

  private Div tile(Field field, boolean chosen, boolean wrong, FormulaScope names) {
    var onScreen = FieldUis.of(field);
    var icon = onScreen.icon().create();
    icon.getElement().setAttribute("aria-hidden", "true");
    var title = new Span(field.title().in(UiTexts.locale()));
    title.addClassName("fw-tile-title");
    var button = new NativeButton();
    button.add(icon, title);
    if (field.head().required()) {
      var mark = new Span("*");
      mark.addClassName("fw-required");
      mark.setTitle(UiTexts.of("property.required"));
      button.add(mark);
    }
    var detail = new Span(onScreen.summary(names));
    detail.addClassName("fw-tile-detail");
    button.add(detail);
    button.addClickListener(_ -> onChoose.accept(field.key()));
    button.getElement().setAttribute("aria-pressed", Boolean.toString(chosen));
    button.setId("tile-" + field.key());
    var tile = new Div(button);
    tile.addClassName("fw-tile");
    if (chosen) {
      tile.addClassName("fw-tile-chosen");
    }
    if (wrong) {
      tile.addClassName("fw-tile-wrong");
    }
    if (field.head().wide() || field instanceof SubformField) {
      tile.addClassName("fw-wide");
    }
    var source = DragSource.create(tile);
    source.setDragData(field.key());
    var target = DropTarget.create(tile);
    target.setDropEffect(DropEffect.MOVE);
    target.addDropListener(
        event ->
            event.getDragData().ifPresent(data -> onMove.accept((FieldKey) data, field.key())));
    return tile;
  }
}
