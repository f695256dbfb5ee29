package dev.formwork.ui.task;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import dev.formwork.ui.text.UiTexts;

/** Signing by hand; a typed name is drawn for those who cannot draw. */
@Tag("fw-signature")
final class SignaturePad extends Component {

  private static final String MODULE = "context://formwork/signature-pad.js";
  private static final int MOST = 400_000;

  private String value;

  SignaturePad() {
    getElement().setAttribute("label", UiTexts.of("task.sign.label"));
    getElement().setAttribute("typed", UiTexts.of("task.sign.typed"));
    getElement().setAttribute("clear", UiTexts.of("task.sign.clear"));
    getElement()
        .addEventListener(
            "fw-signed",
            event -> {
              var image = event.getEventData().get("event.detail.image").asString();
              boolean usable = image.startsWith("data:image/png;base64,") && image.length() <= MOST;
              value = usable ? image : null;
            })
        .addEventData("event.detail.image");
  }

  /** A PNG as a data URL; null while it is empty. */
  String value() {
    return value;
  }

  @Override
  protected void onAttach(AttachEvent event) {
    event.getUI().getPage().addJsModule(MODULE);
  }
}
