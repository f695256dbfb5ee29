package dev.formwork.ui.shell;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.text.UiTexts;
import jakarta.servlet.http.HttpServletResponse;

/** At an address that leads to no screen. */
public final class MissingView extends Main
    implements HasErrorParameter<NotFoundException>, HasDynamicTitle {

  public MissingView() {
    addClassName("fw-front");
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
    var home = new Anchor("", UiTexts.of("failed.home"));
    home.addClassName("fw-link");
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("missing.title")),
            new Paragraph(UiTexts.of("missing.lead", event.getLocation().getPath())),
            home);
    card.addClassName("fw-front-card");
    removeAll();
    add(card);
    return HttpServletResponse.SC_NOT_FOUND;
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("missing.title") + " · Formwork";
  }
}
