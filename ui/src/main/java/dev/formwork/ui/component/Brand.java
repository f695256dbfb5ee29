package dev.formwork.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import java.util.Base64;

/** The name of the product, with its mark. */
public final class Brand extends Div {

  public Brand() {
    addClassName("fw-brand");
    var mark = new Span();
    mark.addClassName("fw-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    add(mark, new Span("Formwork"));
  }

  /** The name of a workspace, with its own logo. */
  public Brand(String name, String type, byte[] logo) {
    addClassName("fw-brand");
    var image =
        new Image("data:" + type + ";base64," + Base64.getEncoder().encodeToString(logo), "");
    image.addClassName("fw-logo");
    add(image, new Span(name));
  }
}
