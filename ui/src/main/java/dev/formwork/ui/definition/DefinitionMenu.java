package dev.formwork.ui.definition;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.ui.text.UiTexts;

/** What every designer offers beside its draft: differences, versions, uses. */
public final class DefinitionMenu extends MenuBar {

  /**
   * @param onRolledBack runs when an older version was published again
   */
  public DefinitionMenu(
      DefinitionServices services, Caller caller, DefinitionId id, Runnable onRolledBack) {
    addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON);
    var top = addItem(VaadinIcon.CLOCK.create());
    top.setAriaLabel(UiTexts.of("definition.menu"));
    top.setId("definition-history");
    var items = top.getSubMenu();
    items.addItem(
        UiTexts.of("design.differences"),
        _ -> DifferencesDialog.of(services, caller, id, null).open());
    items.addItem(
        UiTexts.of("definition.versions"),
        _ -> new VersionsDialog(services, caller, id, onRolledBack).open());
    items.addItem(UiTexts.of("definition.uses"), _ -> UsesDialog.of(services, caller, id).open());
  }
}
