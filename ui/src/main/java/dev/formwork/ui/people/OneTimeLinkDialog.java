package dev.formwork.ui.people;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.ui.text.UiTexts;

/**
 * Shows a one-time link (invitation or new password). Its secret is not stored, so it is shown only
 * now.
 */
final class OneTimeLinkDialog {

  private OneTimeLinkDialog() {}

  /** The address is the one the administrator came by; whoever gets it comes by the same. */
  static void show(String lead, String secret) {
    UI.getCurrent()
        .getPage()
        .fetchCurrentURL(
            url -> open(lead, url.getProtocol() + "://" + url.getAuthority() + "/join/" + secret));
  }

  private static void open(String lead, String address) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("people.link"));
    var code = new Code(address);
    code.setId("entry-link");
    code.addClassName("fw-secret");
    var copy = new Button(UiTexts.of("copy"), VaadinIcon.COPY.create());
    copy.addClickListener(
        _ ->
            copy.getElement()
                .executeJs("navigator.clipboard && navigator.clipboard.writeText($0)", address));
    var body = new Div(new Paragraph(lead), code, copy);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }
}
