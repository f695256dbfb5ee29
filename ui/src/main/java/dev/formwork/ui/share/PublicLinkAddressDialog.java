package dev.formwork.ui.share;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import dev.formwork.ui.component.QrCode;
import dev.formwork.ui.text.UiTexts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Shows the address of a public link as text and as QR code, to copy, scan or print. */
final class PublicLinkAddressDialog {

  private PublicLinkAddressDialog() {}

  /** The address is the one that whoever looks came by; their guests come by the same. */
  static void show(String token) {
    UI.getCurrent()
        .getPage()
        .fetchCurrentURL(
            url -> open(url.getProtocol() + "://" + url.getAuthority() + "/p/" + token));
  }

  private static void open(String address) {
    var dialog = new Dialog();
    dialog.setHeaderTitle(UiTexts.of("link.address"));
    var code = new Code(address);
    code.setId("public-address");
    code.addClassName("fw-secret");
    var copy = new Button(UiTexts.of("copy"), VaadinIcon.COPY.create());
    copy.addClickListener(
        _ ->
            copy.getElement()
                .executeJs("navigator.clipboard && navigator.clipboard.writeText($0)", address));
    var svg = QrCode.svg(address).getBytes(StandardCharsets.UTF_8);
    var file =
        new Anchor(
            DownloadHandler.fromInputStream(
                _ ->
                    new DownloadResponse(
                        new ByteArrayInputStream(svg), "qr.svg", "image/svg+xml", svg.length)),
            UiTexts.of("link.qr.download"));
    file.addClassName("fw-link");
    var visit = new Anchor(address, UiTexts.of("link.open"));
    visit.setTarget("_blank");
    visit.addClassName("fw-link");
    var more = new Div(copy, visit, file);
    more.addClassName("fw-actions");
    var body =
        new Div(
            new Paragraph(UiTexts.of("link.address.lead")),
            code,
            QrCode.of(address, UiTexts.of("link.qr")),
            more);
    body.addClassName("fw-dialog-body");
    dialog.add(body);
    dialog.getFooter().add(new Button(UiTexts.of("close"), _ -> dialog.close()));
    dialog.open();
  }
}
