package dev.formwork.ui.signin;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinSession;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.openid.OpenIdSignIn;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;

/** The address to which an identity provider redirects after single sign-on. */
@Route(value = OpenIdSignIn.RETURN_PATH, autoLayout = false)
public final class SingleSignOnReturnView extends Main
    implements BeforeEnterObserver, HasDynamicTitle {

  private final transient OpenIdSignIn openId;
  private final transient WebSessions sessions;

  public SingleSignOnReturnView(OpenIdSignIn openId, WebSessions sessions) {
    this.openId = openId;
    this.sessions = sessions;
    addClassName("fw-front");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    var session = VaadinSession.getCurrent();
    var attempt = session.getAttribute(OpenIdSignIn.Attempt.class);
    session.setAttribute(OpenIdSignIn.Attempt.class, null);
    if (attempt == null) {
      event.forwardTo(SignInView.class);
      return;
    }
    var query = event.getLocation().getQueryParameters().getQueryString();
    try {
      UserSession.begin(ServiceCalls.await(() -> openId.finish(attempt, query)), sessions);
      event.forwardTo("");
    } catch (Refusal refusal) {
      show(refusal);
    }
  }

  private void show(Refusal refusal) {
    removeAll();
    var again = new Anchor("sign-in", UiTexts.of("signin.title"));
    again.addClassName("fw-link");
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("signin.refused")),
            new Paragraph(UiTexts.of(refusal)),
            again);
    card.addClassName("fw-front-card");
    add(card);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("signin.title") + " · Formwork";
  }
}
