package dev.formwork.ui.record;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.formwork.core.definition.AppScript;
import dev.formwork.ui.text.UiTexts;
import java.util.List;
import java.util.function.Consumer;

/** The scripts one may run on a record. */
final class ScriptMenu extends MenuBar {

  private final boolean offered;

  ScriptMenu(List<AppScript> scripts, Consumer<AppScript> onRun) {
    offered = !scripts.isEmpty();
    addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON);
    setId("record-scripts");
    var root = addItem(VaadinIcon.PLAY_CIRCLE_O.create());
    root.setAriaLabel(UiTexts.of("script.menu"));
    setTooltipText(root, UiTexts.of("script.menu"));
    for (var script : scripts) {
      root.getSubMenu().addItem(script.title().in(UiTexts.locale()), _ -> onRun.accept(script));
    }
  }

  /** Whether there is one to run at all. */
  boolean isOffered() {
    return offered;
  }
}
