package dev.formwork.ui.definition;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import dev.formwork.core.access.Caller;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.PublishedVersion;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.field.RelativeTime;
import dev.formwork.ui.text.UiTexts;

/** The published versions of a definition: to be compared with the draft, and to go back to. */
final class VersionsDialog extends Dialog {

  private final transient DefinitionServices services;
  private final transient Caller caller;
  private final transient DefinitionId id;
  private final transient Runnable onRolledBack;

  /** Of the draft that is given up by going back; one saved since then is not. */
  private final int draftRevision;

  VersionsDialog(
      DefinitionServices services, Caller caller, DefinitionId id, Runnable onRolledBack) {
    this.services = services;
    this.caller = caller;
    this.id = id;
    this.onRolledBack = onRolledBack;
    this.draftRevision =
        ServiceCalls.await(() -> services.drafts().find(caller, id)).draftRevision();
    setHeaderTitle(UiTexts.of("definition.versions"));
    setWidth("min(40rem, 94vw)");
    var versions = ServiceCalls.await(() -> services.history().versions(caller, id));
    if (versions.isEmpty()) {
      add(new Paragraph(UiTexts.of("definition.never")));
    }
    var list = new Div();
    list.addClassName("fw-flow-list");
    for (var version : versions) {
      list.add(line(version, version.equals(versions.getFirst())));
    }
    add(list);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }

  private Div line(PublishedVersion version, boolean live) {
    var name = new Span(UiTexts.of("definition.version", version.version()));
    var when = new RelativeTime(caller.zone()).ago(version.publishedAt());
    var line = new Div(new Div(name, when));
    line.addClassName("fw-flow-row");
    if (live) {
      var badge = new Span(UiTexts.of("definition.current"));
      badge.addClassName("fw-badge");
      badge.getElement().setAttribute("data-color", "green");
      line.add(badge);
    }
    line.add(
        action(
            "definition.compare",
            () -> DifferencesDialog.of(services, caller, id, version.version()).open()));
    if (!live) {
      line.add(action("definition.roll-back", () -> ask(version.version())));
    }
    return line;
  }

  private static Button action(String text, Runnable action) {
    var button = new Button(UiTexts.of(text), _ -> action.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    return button;
  }

  private void ask(int version) {
    var ask =
        new ConfirmDialog(
            UiTexts.of("definition.roll-back"),
            UiTexts.of("definition.roll-back.ask", version),
            UiTexts.of("definition.roll-back"),
            _ -> rollBack(version));
    ask.setCancelable(true);
    ask.setCancelText(UiTexts.of("cancel"));
    ask.open();
  }

  private void rollBack(int version) {
    UiCommands.run(() -> services.publisher().rollBack(caller, id, version, draftRevision))
        .ifPresent(
            made -> {
              close();
              Toast.done(UiTexts.of("definition.rolled-back", made, version));
              onRolledBack.run();
            });
  }
}
