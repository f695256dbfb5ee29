package dev.formwork.ui.signin;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import dev.formwork.ui.session.UserSession;

/** Ends the session. */
@Route(value = "sign-out", autoLayout = false)
public final class SignOutView extends Div implements BeforeEnterObserver {

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    UserSession.end();
  }
}
