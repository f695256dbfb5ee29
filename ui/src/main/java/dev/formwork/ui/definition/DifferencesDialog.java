package dev.formwork.ui.definition;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.Difference;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** How the draft of a definition differs from one of its versions. */
final class DifferencesDialog extends Dialog {

  private DifferencesDialog(List<Difference> differences, Integer from) {
    setHeaderTitle(
        from == null
            ? UiTexts.of("design.differences")
            : UiTexts.of("definition.differences-of", from));
    setMaxWidth("40rem");
    var list = new UnorderedList();
    differences.forEach(one -> list.add(new ListItem(one.sentence(UiTexts.locale()))));
    add(new Div(differences.isEmpty() ? new Span(UiTexts.of("design.no-differences")) : list));
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  /**
   * @param from the version; null: the newest
   */
  static DifferencesDialog of(
      DefinitionServices services, Caller caller, DefinitionId id, Integer from) {
    return new DifferencesDialog(
        ServiceCalls.await(() -> services.history().differences(caller, id, from, null)), from);
  }
}
