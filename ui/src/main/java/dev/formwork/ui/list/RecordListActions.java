package dev.formwork.ui.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.ui.share.PublicLinksDialog;
import dev.formwork.ui.text.UiTexts;
import java.util.function.Supplier;

/**
 * The actions on a form's records as a whole (import, export, share, permissions, design, new), as
 * far as the member may use them.
 */
final class RecordListActions extends Div {

  /** What a list shows at the moment: an export takes that. */
  record CurrentQuery(String filter, String words) {}

  RecordListActions(
      Caller caller,
      CompiledForm form,
      RecordListServices services,
      Supplier<CurrentQuery> shown,
      Runnable onCreate) {
    addClassName("fw-actions");
    var rights = RecordAccess.to(caller, form);
    var app = RecordAccess.rights(caller, form);
    var key = form.app() + "/" + form.definition().key();
    offer(
        rights.may(RecordAction.IMPORT),
        button("import", UiTexts.of("import.open"), VaadinIcon.UPLOAD, () -> go("import/" + key)));
    offer(
        rights.may(RecordAction.EXPORT) && rights.may(RecordAction.READ),
        icon(
            "export",
            UiTexts.of("export.open"),
            VaadinIcon.DOWNLOAD,
            () -> new ExportDialog(caller, form, services, shown.get()).open()));
    offer(
        rights.may(RecordAction.SHARE) && !caller.readOnly(),
        icon(
            "links",
            UiTexts.of("link.title"),
            VaadinIcon.SHARE,
            () -> new PublicLinksDialog(caller, form, null, services.links).open()));
    offer(
        app.mayAdminister(),
        icon(
            "permissions",
            UiTexts.of("permission.open"),
            VaadinIcon.KEY,
            () -> go("permissions/" + key)));
    offer(
        app.mayDesign(),
        button("design", UiTexts.of("design.open"), VaadinIcon.EDIT, () -> go("design/" + key)));
    var create = button("create", UiTexts.of("record.create"), VaadinIcon.PLUS, onCreate);
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    offer(rights.may(RecordAction.CREATE), create);
  }

  private void offer(boolean allowed, Component action) {
    if (allowed) {
      add(action);
    }
  }

  private static Button button(String id, String label, VaadinIcon icon, Runnable action) {
    var button = new Button(label, icon.create(), _ -> action.run());
    button.setId(id);
    return button;
  }

  private static Button icon(String id, String label, VaadinIcon icon, Runnable action) {
    var button = new Button(icon.create(), _ -> action.run());
    button.setAriaLabel(label);
    button.setTooltipText(label);
    button.setId(id);
    return button;
  }

  private void go(String path) {
    getUI().ifPresent(ui -> ui.navigate(path));
  }
}
