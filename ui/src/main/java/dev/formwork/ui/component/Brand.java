package dev.formwork.ui.component;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** The name of the product, with its mark. */
public final class Brand extends Div {

  public Brand() {
    addClassName("fw-brand");
    var mark = new Span();
    mark.addClassName("fw-mark");
    mark.getElement().setAttribute("aria-hidden", "true");
    add(mark, new Span("Formwork"));
  }
}
