package dev.formwork.ui.people;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.formwork.core.access.Caller;
import dev.formwork.core.access.EntryLinks;
import dev.formwork.ui.shell.Guarded;
import dev.formwork.ui.shell.Texts;

/** Makes a link with which one person joins, with their place already chosen. */
final class InviteDialog extends Dialog {

  InviteDialog(Caller caller, EntryLinks links, Runnable onMade) {
    setHeaderTitle(Texts.of("people.invite"));
    var name = new TextField(Texts.of("people.whom"));
    name.setHelperText(Texts.of("people.whom.help"));
    name.setWidthFull();
    var place = new PlaceInputs(caller.organization().now());
    var administrator = new Checkbox(Texts.of("people.administrator"));
    var body = new Div(name, place, administrator);
    body.addClassName("fw-dialog-body");
    add(body);
    var make =
        new Button(
            Texts.of("people.make-link"),
            _ ->
                Guarded.run(
                        () ->
                            links.invite(
                                caller,
                                new EntryLinks.Invited(
                                    name.getValue().isBlank() ? null : name.getValue().strip(),
                                    administrator.getValue(),
                                    place.departments(),
                                    place.roles())))
                    .ifPresent(
                        link -> {
                          close();
                          onMade.run();
                          LinkDialog.show(Texts.of("people.link.join"), link.secret());
                        }));
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.setId("make-link");
    getFooter().add(new Button(Texts.of("cancel"), _ -> close()), make);
  }
}
