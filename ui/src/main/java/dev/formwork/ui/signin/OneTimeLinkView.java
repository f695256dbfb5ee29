package dev.formwork.ui.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.invitation.OneTimeLinkRedemption;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;

/** The page behind a one-time link: accepts an invitation, or sets a new password. */
@Route(value = "join/:secret", autoLayout = false)
public final class OneTimeLinkView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient OneTimeLinks links;
  private final transient OneTimeLinkRedemption oneTimeLinkRedemption;
  private final TextField name = new TextField();
  private final TextField login = new TextField();
  private final PasswordField password = new PasswordField();
  private final Div error = new Div();
  private String secret;

  public OneTimeLinkView(OneTimeLinks links, OneTimeLinkRedemption oneTimeLinkRedemption) {
    this.links = links;
    this.oneTimeLinkRedemption = oneTimeLinkRedemption;
    addClassName("fw-front");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    secret = event.getRouteParameters().get("secret").orElse("");
    removeAll();
    try {
      var linkPreview = ServiceCalls.await(() -> links.entrance(secret));
      add(
          linkPreview.kind() == OneTimeLinks.Kind.INVITATION
                  && UserSession.isPresent()
                  && !UserSession.isBound()
              ? known(linkPreview)
              : card(linkPreview));
    } catch (Refusal refusal) {
      add(front(new H1(UiTexts.of("join.over")), new Paragraph(UiTexts.of(refusal)), toSignIn()));
    }
  }

  private static Anchor toSignIn() {
    var anchor = new Anchor("sign-in", UiTexts.of("signin.title"));
    anchor.addClassName("fw-link");
    return anchor;
  }

  private static Div front(com.vaadin.flow.component.Component... parts) {
    var card = new Div(new Brand());
    card.add(parts);
    card.addClassName("fw-front-card");
    return card;
  }

  /** For someone who is signed in: their account is enough. */
  private Div known(OneTimeLinks.LinkPreview linkPreview) {
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var caller = UserSession.caller();
    var accept =
        new Button(
            UiTexts.of("join.as", UserSession.member().name()),
            _ -> {
              try {
                UserSession.moveTo(
                    ServiceCalls.await(() -> oneTimeLinkRedemption.accept(caller, secret)));
                getUI().ifPresent(ui -> ui.getPage().setLocation(""));
              } catch (Refusal refusal) {
                error.setText(UiTexts.of(refusal));
                error.setVisible(true);
              }
            });
    accept.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    accept.setWidthFull();
    accept.setId("accept");
    var another =
        new Button(
            UiTexts.of("join.anew"),
            _ -> {
              removeAll();
              add(card(linkPreview));
            });
    another.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    return front(
        new H1(UiTexts.of("join.title", linkPreview.workspace())),
        new Paragraph(UiTexts.of("join.known")),
        error,
        accept,
        another);
  }

  private Div card(OneTimeLinks.LinkPreview linkPreview) {
    boolean joins = linkPreview.kind() == OneTimeLinks.Kind.INVITATION;
    name.setLabel(UiTexts.of("profile.name"));
    name.setValue(linkPreview.name() == null ? "" : linkPreview.name());
    name.setAutocomplete(Autocomplete.NAME);
    login.setLabel(UiTexts.of("join.login"));
    login.setHelperText(UiTexts.of("join.login.help"));
    login.setAutocomplete(Autocomplete.USERNAME);
    password.setLabel(UiTexts.of("password.new"));
    password.setHelperText(UiTexts.of("password.rule"));
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    name.setVisible(joins);
    login.setVisible(joins);
    name.setWidthFull();
    login.setWidthFull();
    password.setWidthFull();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var enter = new Button(UiTexts.of(joins ? "join.enter" : "password.save"), _ -> enter(joins));
    enter.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    enter.addClickShortcut(Key.ENTER);
    enter.setWidthFull();
    enter.setId("join");
    var mine = new Anchor("sign-in?then=join/" + secret, UiTexts.of("join.mine"));
    mine.addClassName("fw-link");
    mine.setVisible(joins && !UserSession.isPresent());
    return front(
        new H1(
            joins
                ? UiTexts.of("join.title", linkPreview.workspace())
                : UiTexts.of("password.title")),
        new Paragraph(UiTexts.of(joins ? "join.lead" : "password.lead")),
        name,
        login,
        password,
        error,
        enter,
        mine);
  }

  private void enter(boolean joins) {
    var language = UiTexts.locale();
    try {
      if (joins) {
        ServiceCalls.await(
            () ->
                oneTimeLinkRedemption.join(
                    secret, login.getValue(), name.getValue(), password.getValue(), language));
      } else {
        ServiceCalls.await(() -> oneTimeLinkRedemption.choosePassword(secret, password.getValue()));
      }
      removeAll();
      add(
          front(
              new H1(UiTexts.of("join.done")),
              new Paragraph(UiTexts.of("join.done.lead")),
              toSignIn()));
    } catch (Refusal refusal) {
      error.setText(UiTexts.of(refusal));
      error.setVisible(true);
    }
  }

  @Override
  public String getPageTitle() {
    return "Formwork";
  }
}
