package dev.formwork.ui.form.design;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.field.FieldType;
import dev.formwork.ui.text.UiTexts;
import java.util.function.Consumer;

/** The field types; clicking one inserts a field after the selected one. */
final class FieldPalette extends Div {

  FieldPalette(Consumer<FieldType> onPick) {
    addClassName("fw-design-palette");
    add(new H2(UiTexts.of("design.palette")));
    var types = new Div();
    types.addClassName("fw-palette-types");
    for (var type : FieldType.values()) {
      var icon = icon(type).create();
      icon.getElement().setAttribute("aria-hidden", "true");
      var button = new NativeButton();
      button.add(icon, new Span(UiTexts.of("type." + type.json())));
      button.addClickListener(_ -> onPick.accept(type));
      button.setId("add-" + type.json());
      types.add(button);
    }
    add(types);
  }

  static VaadinIcon icon(FieldType type) {
    return switch (type) {
      case TEXT -> VaadinIcon.TEXT_LABEL;
      case LONG_TEXT -> VaadinIcon.ALIGN_LEFT;
      case NUMBER -> VaadinIcon.HASH;
      case MONEY -> VaadinIcon.MONEY;
      case BOOLEAN -> VaadinIcon.CHECK_SQUARE_O;
      case DATE -> VaadinIcon.CALENDAR_O;
      case DATE_TIME -> VaadinIcon.CLOCK;
      case CHOICE -> VaadinIcon.DOT_CIRCLE;
      case CHOICES -> VaadinIcon.LIST_SELECT;
      case STAGE -> VaadinIcon.CHEVRON_RIGHT_SMALL;
      case MEMBER -> VaadinIcon.USER;
      case LOOKUP -> VaadinIcon.LINK;
      case SERIAL -> VaadinIcon.BARCODE;
      case SUBFORM -> VaadinIcon.GRID_H;
      case COMPUTED -> VaadinIcon.CALC;
      case ROLLUP -> VaadinIcon.CONNECT_O;
    };
  }
}
