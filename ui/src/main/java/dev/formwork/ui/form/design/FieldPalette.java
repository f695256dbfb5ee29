package dev.formwork.ui.form.design;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.field.FieldType;
import dev.formwork.ui.field.type.FieldUi;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.field.type.PaletteGroup;
import dev.formwork.ui.text.UiTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The field types in groups; clicking one inserts a field after the selected one. */
final class FieldPalette extends Div {

  FieldPalette(Consumer<FieldType> onPick) {
    addClassName("fw-design-palette");
    add(new H2(UiTexts.of("design.palette")));
    var types = Arrays.stream(FieldType.values()).map(FieldUis::of).toList();
    for (var group : PaletteGroup.values()) {
      var listed = types.stream().filter(type -> type.group() == group).toList();
      add(
          new H3(UiTexts.of("palette." + group.name().toLowerCase(Locale.ROOT))),
          buttons(listed, onPick));
    }
  }

  private static Div buttons(List<FieldUi> types, Consumer<FieldType> onPick) {
    var buttons = new Div();
    buttons.addClassName("fw-palette-types");
    for (var one : types) {
      var type = one.field().type();
      var icon = one.icon().create();
      icon.getElement().setAttribute("aria-hidden", "true");
      var button = new NativeButton();
      button.add(icon, new Span(UiTexts.of("type." + type.json())));
      button.addClickListener(_ -> onPick.accept(type));
      button.setId("add-" + type.json());
      buttons.add(button);
    }
    return buttons;
  }
}
