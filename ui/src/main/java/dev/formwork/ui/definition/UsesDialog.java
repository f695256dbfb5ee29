package dev.formwork.ui.definition;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.definition.DefinitionUses;
import dev.formwork.designer.definition.Difference;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeSet;

/** Where a definition is used in its app. */
final class UsesDialog extends Dialog {

  private UsesDialog(List<DefinitionUses.Use> uses) {
    setHeaderTitle(UiTexts.of("definition.uses"));
    setMaxWidth("40rem");
    if (uses.isEmpty()) {
      add(new Paragraph(UiTexts.of("definition.uses.none")));
    } else {
      add(new Div(list(uses)));
    }
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  static UsesDialog of(DefinitionServices services, Caller caller, DefinitionId id) {
    return new UsesDialog(ServiceCalls.await(() -> services.uses().of(caller, id, null)));
  }

  /** One line for each definition, with what it uses. */
  private static UnorderedList list(List<DefinitionUses.Use> uses) {
    var parts = new LinkedHashMap<DefinitionId, TreeSet<String>>();
    var names = new LinkedHashMap<DefinitionId, Component>();
    for (var use : uses) {
      names.computeIfAbsent(use.in(), _ -> name(use));
      var named = parts.computeIfAbsent(use.in(), _ -> new TreeSet<>());
      if (use.part() != null) {
        named.add(use.part());
      }
    }
    var list = new UnorderedList();
    names.forEach(
        (id, name) -> {
          var line = new ListItem(name);
          if (!parts.get(id).isEmpty()) {
            var used = new Span(" · " + String.join(", ", parts.get(id)));
            used.addClassName("fw-muted");
            line.add(used);
          }
          list.add(line);
        });
    return list;
  }

  private static Component name(DefinitionUses.Use use) {
    var text =
        UiTexts.of(
            "definition.uses.at",
            Difference.partName(UiTexts.locale(), use.in().kind().json()),
            use.title() == null ? use.in().key() : use.title().in(UiTexts.locale()));
    return new Anchor(address(use.in()), text);
  }

  private static String address(DefinitionId id) {
    return switch (id.kind()) {
      case FORM -> "design/" + id.app() + "/" + id.key();
      case FLOW -> "flows/" + id.app() + "/" + id.key();
      case PERMISSIONS -> "permissions/" + id.app() + "/" + id.key();
      case ACCESS -> "access/" + id.app();
      case FUNCTIONS -> "functions/" + id.app();
      case SCRIPTS -> "scripts/" + id.app();
      case APP -> "app/" + id.app();
    };
  }
}
