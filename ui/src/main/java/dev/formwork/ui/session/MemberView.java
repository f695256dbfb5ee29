package dev.formwork.ui.session;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.Toast;

/** A screen for members. Who is refused is told why, and sent elsewhere. */
public abstract class MemberView extends Div implements BeforeEnterObserver {

  private final String elsewhere;

  /**
   * @param elsewhere the path that who is refused is sent to
   */
  protected MemberView(String elsewhere) {
    this.elsewhere = elsewhere;
  }

  @Override
  public final void beforeEnter(BeforeEnterEvent event) {
    if (!UserSession.isPresent()) {
      return;
    }
    try {
      enter(UserSession.caller(), event);
    } catch (Refusal refusal) {
      Toast.refused(refusal);
      event.forwardTo(elsewhere);
    }
  }

  /**
   * Shows the screen.
   *
   * @throws Refusal when the caller may not see it
   */
  protected abstract void enter(Caller caller, BeforeEnterEvent event);

  /** The value of a parameter that the route demands. */
  protected static String parameter(BeforeEnterEvent event, String name) {
    return event.getRouteParameters().get(name).orElseThrow();
  }
}
