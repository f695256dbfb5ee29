package dev.formwork.ui.session;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.formwork.core.access.Caller;
import dev.formwork.core.member.Member;
import dev.formwork.core.member.Members;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.session.WebSessions;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.problem.ScreenProblem;
import dev.formwork.ui.shell.MainLayout;
import java.util.Optional;
import java.util.UUID;

/**
 * The user of this browser session: who is signed in, as whom an administrator is looking, and the
 * state of the sign-in. Kept in the Vaadin session.
 */
public final class UserSession {

  private static final String NEEDS_SECOND_FACTOR = "formwork.needs-second-factor";

  private static final String BOUND = "formwork.bound-to-workspace";

  private UserSession() {}

  /**
   * Begins a session of its own for who signed in, so that an older session id is worth nothing.
   */
  public static void begin(Members.SignedIn signedIn, WebSessions sessions) {
    var request = VaadinService.getCurrentRequest();
    var agent = request.getHeader("User-Agent");
    var address = ClientAddress.current();
    var begun =
        ServiceCalls.await(
            () ->
                sessions.begin(
                    signedIn.caller(),
                    signedIn.boundToWorkspace(),
                    address,
                    agent == null ? "" : agent));
    // Who must set up a second factor first signs in again at another server.
    SessionCookie.keep(signedIn.needsSecondFactor() ? "" : begun.secret());
    enter(signedIn, begun.session());
  }

  private static void enter(Members.SignedIn signedIn, WebSessions.LocalSession localSession) {
    VaadinService.reinitializeSession(VaadinService.getCurrentRequest());
    VaadinSession.getCurrent().setAttribute(WebSessions.LocalSession.class, localSession);
    store(signedIn.member(), signedIn.caller());
    BrowserCookie.keep(signedIn.member().id());
    needSecondFactor(signedIn.needsSecondFactor());
    VaadinSession.getCurrent()
        .setAttribute(BOUND, signedIn.boundToWorkspace() ? Boolean.TRUE : null);
  }

  /**
   * Goes on with the session that this browser has at a server that is gone, as after a new version
   * was put in its place.
   *
   * @return whether somebody is signed in now
   */
  public static boolean resume(WebSessions sessions, Members members) {
    var secret = SessionCookie.kept();
    if (isPresent() || secret.isEmpty()) {
      return isPresent();
    }
    var resumed = ServiceCalls.await(() -> sessions.resume(secret));
    if (resumed == null) {
      return false;
    }
    try {
      enter(
          ServiceCalls.await(
              () -> members.enter(resumed.member(), resumed.workspace(), resumed.bound())),
          resumed.session());
      return isPresent();
    } catch (Refusal _) {
      // They may not come in any more.
      ServiceCalls.await(() -> sessions.over(resumed.session()));
      return false;
    }
  }

  private static void needSecondFactor(boolean needed) {
    VaadinSession.getCurrent().setAttribute(NEEDS_SECOND_FACTOR, needed ? Boolean.TRUE : null);
  }

  /** Whether what vouches for the visitor counts in this workspace alone. */
  public static boolean isBound() {
    return VaadinSession.getCurrent().getAttribute(BOUND) != null;
  }

  /** Whether nothing else may be done before a second factor is set up. */
  public static boolean needsSecondFactor() {
    return VaadinSession.getCurrent().getAttribute(NEEDS_SECOND_FACTOR) != null;
  }

  /** The session of this browser. */
  public static UUID sessionId() {
    return VaadinSession.getCurrent().getAttribute(WebSessions.LocalSession.class).id();
  }

  /** The member turned their second factor on or off. */
  public static void update(boolean secondFactor) {
    store(member().withSecondFactor(secondFactor), UserSession.caller());
    if (secondFactor) {
      needSecondFactor(false);
    }
  }

  private static void store(Member member, Caller caller) {
    var session = VaadinSession.getCurrent();
    session.setAttribute(Caller.class, caller);
    session.setAttribute(Member.class, member);
    session.setLocale(member.locale());
    if (UI.getCurrent() != null) {
      UI.getCurrent().setLocale(member.locale());
    }
  }

  /** The member changed their profile. */
  public static void update(Member member) {
    var caller = VaadinSession.getCurrent().getAttribute(Caller.class);
    store(member, caller.with(member.locale(), member.ownZone()));
  }

  /** Goes on in another workspace of the same person. */
  public static void moveTo(Caller elsewhere) {
    if (isBound() && !elsewhere.workspace().equals(caller().workspace())) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, ScreenProblem.BOUND_TO_WORKSPACE);
    }
    VaadinSession.getCurrent().setAttribute(Caller.class, elsewhere);
    VaadinSession.getCurrent().setAttribute(Membership.class, null);
    VaadinSession.getCurrent()
        .getAttribute(WebSessions.LocalSession.class)
        .moveTo(elsewhere.workspace().id());
  }

  /** Looks at everything as someone else, until {@link #seeAsMyself}. */
  public static void seeAs(Membership other) {
    caller().requireAdministrator();
    VaadinSession.getCurrent().setAttribute(Membership.class, other);
  }

  public static void seeAsMyself() {
    VaadinSession.getCurrent().setAttribute(Membership.class, null);
  }

  /** Whom one looks as; empty: oneself. */
  public static Optional<Membership> seenAs() {
    return Optional.ofNullable(VaadinSession.getCurrent().getAttribute(Membership.class));
  }

  public static boolean isPresent() {
    return current().isPresent();
  }

  public static Optional<Caller> current() {
    var localSession = VaadinSession.getCurrent().getAttribute(WebSessions.LocalSession.class);
    if (localSession == null || !localSession.isLive()) {
      return Optional.empty();
    }
    localSession.used();
    return Optional.ofNullable(VaadinSession.getCurrent().getAttribute(Caller.class))
        .filter(Caller::isActive)
        .map(
            caller ->
                seenAs()
                    .filter(_ -> caller.isAdministrator())
                    .map(caller::seeingAs)
                    .orElse(caller));
  }

  /** Screens are shown to signed-in members alone; {@link MainLayout} sees to it. */
  public static Caller caller() {
    return current().orElseThrow();
  }

  public static Member member() {
    return VaadinSession.getCurrent().getAttribute(Member.class);
  }

  /** What forms kept in the browser goes, too: the next one there may be somebody else. */
  private static final String FORGET =
      """
      for (const kept of Object.keys(localStorage)) {
        if (kept.startsWith('formwork.unsaved.')) localStorage.removeItem(kept);
      }\
      """;

  public static void end() {
    UI.getCurrent().getPage().executeJs(FORGET);
    UI.getCurrent().getPage().setLocation("sign-in");
    SessionCookie.keep("");
    VaadinSession.getCurrent().getSession().invalidate();
    VaadinSession.getCurrent().close();
  }
}
