package dev.formwork.ui.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.formwork.core.mail.MailOutbox;
import dev.formwork.core.member.Members;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.SignIn;
import dev.formwork.core.signin.openid.IdentityProviders;
import dev.formwork.core.signin.openid.OpenIdSignIn;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.session.BrowserCookie;
import dev.formwork.ui.session.BrowserLanguage;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The sign-in page. A wrong password and an unknown name give the same answer. */
@Route(value = "sign-in", autoLayout = false)
public final class SignInView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private static final Pattern DESTINATION =
      Pattern.compile(
          "join/[A-Za-z0-9]{1,80}"
              + "|app/[a-z0-9_]{1,80}/[a-z0-9_]{1,80}/(new|[0-9a-f-]{36})"
              + "|tasks/[0-9a-f-]{36}");

  private final transient SignIn signIn;
  private final transient WebSessions sessions;
  private final transient MailOutbox mailOutbox;
  private final transient IdentityProviders providers;
  private final transient OpenIdSignIn openId;
  private final TextField login = new TextField();
  private final PasswordField password = new PasswordField();
  private final Div error = new Div();
  private String then = "";

  public SignInView(
      SignIn signIn,
      WebSessions sessions,
      MailOutbox mailOutbox,
      IdentityProviders providers,
      OpenIdSignIn openId) {
    this.mailOutbox = mailOutbox;
    this.providers = providers;
    this.openId = openId;
    this.signIn = signIn;
    this.sessions = sessions;
    addClassName("fw-front");
    build();
  }

  private void build() {
    removeAll();
    login.setLabel(UiTexts.of("signin.login"));
    login.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.USERNAME);
    login.setAutofocus(true);
    login.setWidthFull();
    password.setLabel(UiTexts.of("signin.password"));
    password.setWidthFull();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var enter = new Button(UiTexts.of("signin.enter"), _ -> signIn());
    enter.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    enter.addClickShortcut(Key.ENTER);
    enter.setWidthFull();
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("signin.title")),
            new Paragraph(UiTexts.of("signin.lead")),
            login,
            password,
            error,
            enter,
            new SingleSignOnButtons(providers, openId),
            forgotten(),
            languages());
    card.addClassName("fw-front-card");
    add(card);
  }

  private Anchor forgotten() {
    var anchor = new Anchor("forgotten", UiTexts.of("signin.forgotten"));
    anchor.addClassName("fw-link");
    anchor.setVisible(mailOutbox.isOn());
    return anchor;
  }

  private Div languages() {
    var languages = new Div(language("English", Locale.ENGLISH), language("中文", Locale.CHINESE));
    languages.addClassName("fw-languages");
    return languages;
  }

  private Button language(String name, Locale locale) {
    var button =
        new Button(
            name,
            _ -> {
              BrowserLanguage.chosen(locale);
              getUI().ifPresent(ui -> ui.setLocale(locale));
              build();
            });
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    return button;
  }

  private void signIn() {
    // Known to this thread alone, not to the one that asks the database.
    var origin = BrowserCookie.origin();
    step(() -> signIn.withPassword(origin, login.getValue(), password.getValue()), password::clear);
    password.focus();
  }

  private void step(Supplier<Uni<SignIn.Step>> attempt, Runnable onRefused) {
    try {
      switch (ServiceCalls.await(attempt)) {
        case SignIn.Entered(var signedIn) -> enter(signedIn);
        case SignIn.CodeWanted pending -> askForCode(pending);
      }
    } catch (Refusal refusal) {
      error.setText(UiTexts.of(refusal));
      error.setVisible(true);
      onRefused.run();
    }
  }

  private void enter(Members.SignedIn signedIn) {
    UserSession.begin(signedIn, sessions);
    getUI()
        .ifPresent(
            ui -> ui.navigate(signedIn.member().mustChangePassword() ? "change-password" : then));
  }

  private void askForCode(SignIn.CodeWanted pending) {
    removeAll();
    error.setVisible(false);
    var code = new TextField(UiTexts.of("signin.code"));
    code.setHelperText(UiTexts.of("signin.code.help"));
    code.getElement().setProperty("autocomplete", "one-time-code");
    code.setAutofocus(true);
    code.setWidthFull();
    code.setId("code");
    var enter =
        new Button(
            UiTexts.of("signin.enter"),
            _ -> {
              var origin = BrowserCookie.origin();
              step(() -> signIn.withCode(origin, pending, code.getValue()), code::clear);
            });
    enter.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    enter.addClickShortcut(Key.ENTER);
    enter.setWidthFull();
    var again = new Button(UiTexts.of("signin.again"), _ -> build());
    again.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("signin.code.title")),
            new Paragraph(UiTexts.of("signin.code.lead")),
            code,
            error,
            enter,
            again);
    card.addClassName("fw-front-card");
    add(card);
    code.focus();
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    then = destination(event.getLocation().getQueryParameters().getSingleParameter("then"));
    if (UserSession.current().isPresent()) {
      event.forwardTo(then);
    }
  }

  /**
   * Where to go on; nowhere but to an invitation, a record or a task of ours, whatever a link says.
   */
  static String destination(Optional<String> wanted) {
    return wanted.filter(path -> DESTINATION.matcher(path).matches()).orElse("");
  }

  /** What an address asks of whoever is to sign in first. */
  public static QueryParameters before(Location wanted) {
    var path = destination(Optional.of(wanted.getPath()));
    return path.isEmpty() ? QueryParameters.empty() : QueryParameters.of("then", path);
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("signin.title") + " · Formwork";
  }
}
