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
import dev.formwork.core.logging.RequestId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.text.UiTexts;
import jakarta.servlet.http.HttpServletResponse;
import org.jboss.logging.Logger;

/**
 * Instead of a screen that could not be built: why, where that is for its visitor to know, else the
 * id under which the log of the server tells it.
 */
public final class FailedView extends Main
    implements HasErrorParameter<Exception>, HasDynamicTitle {

  private static final Logger LOG = Logger.getLogger(FailedView.class);

  public FailedView() {
    addClassName("fw-front");
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
    var cause = parameter.getCaughtException();
    if (cause instanceof Refusal refusal) {
      show(UiTexts.of(refusal));
      return refusal.kind().status();
    }
    LOG.errorf(cause, "The screen at %s failed", event.getLocation().getPath());
    show(UiTexts.of("failed.lead", RequestId.current().orElse("–")));
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }

  private void show(String words) {
    var home = new Anchor("", UiTexts.of("failed.home"));
    home.addClassName("fw-link");
    var card = new Div(new Brand(), new H1(UiTexts.of("failed.title")), new Paragraph(words), home);
    card.addClassName("fw-front-card");
    removeAll();
    add(card);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("failed.title") + " · Formwork";
  }
}
