package dev.formwork.ui.people;

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
import dev.formwork.ui.shell.Backend;
import dev.formwork.ui.shell.SignInView;
import dev.formwork.ui.shell.Texts;
import dev.formwork.ui.shell.Visit;

/** The page behind a one-time link: accepts an invitation, or sets a new password. */
@Route("join/:secret")
public final class JoinView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient OneTimeLinks links;
  private final transient OneTimeLinkRedemption oneTimeLinkRedemption;
  private final TextField name = new TextField();
  private final TextField login = new TextField();
  private final PasswordField password = new PasswordField();
  private final Div error = new Div();
  private String secret;

  public JoinView(OneTimeLinks links, OneTimeLinkRedemption oneTimeLinkRedemption) {
    this.links = links;
    this.oneTimeLinkRedemption = oneTimeLinkRedemption;
    addClassName("fw-front");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    secret = event.getRouteParameters().get("secret").orElse("");
    removeAll();
    try {
      var linkPreview = Backend.await(() -> links.entrance(secret));
      add(
          linkPreview.kind() == OneTimeLinks.Kind.INVITATION
                  && Visit.isPresent()
                  && !Visit.isBound()
              ? known(linkPreview)
              : card(linkPreview));
    } catch (Refusal refusal) {
      add(front(new H1(Texts.of("join.over")), new Paragraph(Texts.of(refusal)), toSignIn()));
    }
  }

  private static Anchor toSignIn() {
    var anchor = new Anchor("sign-in", Texts.of("signin.title"));
    anchor.addClassName("fw-link");
    return anchor;
  }

  private static Div front(com.vaadin.flow.component.Component... parts) {
    var card = new Div(SignInView.brand());
    card.add(parts);
    card.addClassName("fw-front-card");
    return card;
  }

  /** For someone who is signed in: their account is enough. */
  private Div known(OneTimeLinks.LinkPreview linkPreview) {
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var caller = Visit.caller();
    var accept =
        new Button(
            Texts.of("join.as", Visit.member().name()),
            _ -> {
              try {
                Visit.moveTo(Backend.await(() -> oneTimeLinkRedemption.accept(caller, secret)));
                getUI().ifPresent(ui -> ui.getPage().setLocation(""));
              } catch (Refusal refusal) {
                error.setText(Texts.of(refusal));
                error.setVisible(true);
              }
            });
    accept.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    accept.setWidthFull();
    accept.setId("accept");
    var another =
        new Button(
            Texts.of("join.anew"),
            _ -> {
              removeAll();
              add(card(linkPreview));
            });
    another.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    return front(
        new H1(Texts.of("join.title", linkPreview.workspace())),
        new Paragraph(Texts.of("join.known")),
        error,
        accept,
        another);
  }

  private Div card(OneTimeLinks.LinkPreview linkPreview) {
    boolean joins = linkPreview.kind() == OneTimeLinks.Kind.INVITATION;
    name.setLabel(Texts.of("profile.name"));
    name.setValue(linkPreview.name() == null ? "" : linkPreview.name());
    name.setAutocomplete(Autocomplete.NAME);
    login.setLabel(Texts.of("join.login"));
    login.setHelperText(Texts.of("join.login.help"));
    login.setAutocomplete(Autocomplete.USERNAME);
    password.setLabel(Texts.of("password.new"));
    password.setHelperText(Texts.of("password.rule"));
    password.setAutocomplete(Autocomplete.NEW_PASSWORD);
    name.setVisible(joins);
    login.setVisible(joins);
    name.setWidthFull();
    login.setWidthFull();
    password.setWidthFull();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var enter = new Button(Texts.of(joins ? "join.enter" : "password.save"), _ -> enter(joins));
    enter.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    enter.addClickShortcut(Key.ENTER);
    enter.setWidthFull();
    enter.setId("join");
    var mine = new Anchor("sign-in?then=join/" + secret, Texts.of("join.mine"));
    mine.addClassName("fw-link");
    mine.setVisible(joins && !Visit.isPresent());
    return front(
        new H1(
            joins ? Texts.of("join.title", linkPreview.workspace()) : Texts.of("password.title")),
        new Paragraph(Texts.of(joins ? "join.lead" : "password.lead")),
        name,
        login,
        password,
        error,
        enter,
        mine);
  }

  private void enter(boolean joins) {
    var language = Texts.locale();
    try {
      if (joins) {
        Backend.await(
            () ->
                oneTimeLinkRedemption.join(
                    secret, login.getValue(), name.getValue(), password.getValue(), language));
      } else {
        Backend.await(() -> oneTimeLinkRedemption.choosePassword(secret, password.getValue()));
      }
      removeAll();
      add(
          front(
              new H1(Texts.of("join.done")),
              new Paragraph(Texts.of("join.done.lead")),
              toSignIn()));
    } catch (Refusal refusal) {
      error.setText(Texts.of(refusal));
      error.setVisible(true);
    }
  }

  @Override
  public String getPageTitle() {
    return "Formwork";
  }
}
