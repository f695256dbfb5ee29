package dev.formwork.ui.definition;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.definition.DefinitionUses;
import dev.formwork.designer.definition.Difference;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.text.UiTexts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where a definition is used in its app. */
final class UsesDialog extends Dialog {

  private UsesDialog(List<DefinitionUses.Use> uses, Map<String, String> partTitles) {
    setHeaderTitle(UiTexts.of("definition.uses"));
    setWidth("min(40rem, 94vw)");
    if (uses.isEmpty()) {
      add(new Paragraph(UiTexts.of("definition.uses.none")));
    } else {
      add(list(uses, partTitles));
    }
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  static UsesDialog of(DefinitionServices services, Caller caller, DefinitionId id) {
    return new UsesDialog(
        ServiceCalls.await(() -> services.uses().of(caller, id, null)),
        id.kind() == DefinitionKind.FORM
            ? fieldTitles(ServiceCalls.await(() -> services.drafts().find(caller, id)))
            : Map.of());
  }

  private static Map<String, String> fieldTitles(StoredDefinition form) {
    return form.publishedVersion() == 0
        ? Map.of()
        : form.readPublished(FormDefinition.class).fields().stream()
            .collect(
                Collectors.toMap(
                    field -> field.key().value(),
                    field -> field.head().title().in(UiTexts.locale())));
  }

  /** One line for each definition, with what it uses. */
  private static Div list(List<DefinitionUses.Use> uses, Map<String, String> partTitles) {
    var parts = new LinkedHashMap<DefinitionId, TreeSet<String>>();
    var names = new LinkedHashMap<DefinitionId, Component>();
    for (var use : uses) {
      names.computeIfAbsent(use.in(), _ -> name(use));
      var named = parts.computeIfAbsent(use.in(), _ -> new TreeSet<>());
      if (use.part() != null) {
        named.add(partTitles.getOrDefault(use.part(), use.part()));
      }
    }
    var list = new Div();
    list.addClassName("fw-flow-list");
    names.forEach((id, name) -> list.add(line(id, name, parts.get(id))));
    return list;
  }

  private static Div line(DefinitionId id, Component name, Set<String> parts) {
    var kind = new Span(Difference.partName(UiTexts.locale(), id.kind().json()));
    kind.addClassName("fw-muted");
    var about = new Div(name);
    if (!parts.isEmpty()) {
      var used = new Div(String.join(", ", parts));
      used.addClassName("fw-muted");
      about.add(used);
    }
    var line = new Div(about, kind);
    line.addClassName("fw-flow-row");
    return line;
  }

  private static Component name(DefinitionUses.Use use) {
    return new Anchor(
        address(use.in()), use.title() == null ? use.in().key() : use.title().in(UiTexts.locale()));
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
