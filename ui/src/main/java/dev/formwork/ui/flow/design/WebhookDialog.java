package dev.formwork.ui.flow.design;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.ui.command.UiCommands;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.trigger.Webhooks;

/** The webhook address of a flow: created, shown once, replaced. */
final class WebhookDialog extends Dialog {

  WebhookDialog(Webhooks webhooks, Caller caller, AppKey app, String flow) {
    setHeaderTitle(UiTexts.of("hook.title"));
    var address = new Code();
    address.addClassName("fw-secret");
    address.setVisible(false);
    address.setId("hook-address");
    var copy = new Button(UiTexts.of("copy"), VaadinIcon.COPY.create());
    copy.setVisible(false);
    copy.addClickListener(
        _ ->
            copy.getElement()
                .executeJs(
                    "navigator.clipboard && navigator.clipboard.writeText($0)", address.getText()));
    var make = new Button(UiTexts.of("hook.make"));
    make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    make.setId("hook-make");
    make.addClickListener(
        _ ->
            UiCommands.run(() -> webhooks.renew(caller, app, flow))
                .ifPresent(
                    made -> {
                      address.setText(made);
                      address.setVisible(true);
                      copy.setVisible(true);
                      make.setVisible(false);
                    }));
    var body = new Div(new Paragraph(UiTexts.of("hook.lead")), address, new Div(make, copy));
    body.addClassName("fw-dialog-body");
    add(body);
    getFooter().add(new Button(UiTexts.of("close"), _ -> close()));
  }
}
