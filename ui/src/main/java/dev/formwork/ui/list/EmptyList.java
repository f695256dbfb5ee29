package dev.formwork.ui.list;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.rights.FormRights;
import dev.formwork.ui.text.UiTexts;

/** What a form without records shows, and one whose records the member may not read. */
final class EmptyList extends Div {

  EmptyList(Caller caller, CompiledForm form, Runnable onNew, Runnable onImport) {
    addClassName("fw-empty");
    var rights = RecordAccess.to(caller, form);
    var picture = new Div();
    picture.addClassName("fw-empty-picture");
    picture.getElement().setAttribute("aria-hidden", "true");
    var create =
        new Button(UiTexts.of("record.create"), VaadinIcon.PLUS.create(), _ -> onNew.run());
    create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    create.setVisible(rights.may(RecordAction.CREATE));
    var bring =
        new Button(UiTexts.of("import.open"), VaadinIcon.UPLOAD.create(), _ -> onImport.run());
    bring.setVisible(rights.may(RecordAction.IMPORT));
    var buttons = new Div(create, bring);
    buttons.addClassName("fw-actions");
    var title = UiTexts.of("empty.title", form.definition().title().in(UiTexts.locale()));
    add(picture, new H2(title), new Paragraph(UiTexts.of(lead(rights))), buttons);
  }

  private static String lead(FormRights rights) {
    if (!rights.may(RecordAction.READ)) {
      return "empty.unread";
    }
    return rights.may(RecordAction.CREATE) ? "empty.lead" : "empty.nothing";
  }
}
