package dev.formwork.ui.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.signin.SecondFactor;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.component.QrCode;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;
import java.util.List;

/** Sets up the second factor; required when the workspace demands one. */
@Route(value = "second-factor", autoLayout = false)
public final class SecondFactorSetupView extends Main
    implements BeforeEnterObserver, HasDynamicTitle {

  private final transient SecondFactor secondFactor;

  public SecondFactorSetupView(SecondFactor secondFactor) {
    this.secondFactor = secondFactor;
    addClassName("fw-front");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    removeAll();
    if (UserSession.current().isEmpty()) {
      event.forwardTo(SignInView.class);
    } else {
      add(card(secondFactor.offer(UserSession.member())));
    }
  }

  private Div card(SecondFactor.Offer offer) {
    var secret = new Code(offer.secret().replaceAll("(.{4})", "$1 ").strip());
    secret.addClassName("fw-secret");
    secret.setId("totp-secret");
    var code = new TextField(UiTexts.of("signin.code"));
    code.getElement().setProperty("autocomplete", "one-time-code");
    code.setWidthFull();
    code.setId("code");
    var error = new Div();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var confirm =
        new Button(
            UiTexts.of("factor.confirm"),
            _ -> {
              try {
                var caller = UserSession.caller();
                var recovery =
                    ServiceCalls.await(() -> secondFactor.turnOn(caller, offer, code.getValue()));
                UserSession.update(true);
                removeAll();
                add(recovery(recovery));
              } catch (Refusal refusal) {
                error.setText(UiTexts.of(refusal));
                error.setVisible(true);
              }
            });
    confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    confirm.addClickShortcut(Key.ENTER);
    confirm.setWidthFull();
    confirm.setId("confirm");
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("factor.title")),
            new Paragraph(
                UiTexts.of(UserSession.needsSecondFactor() ? "factor.demanded" : "factor.lead")),
            QrCode.of(offer.uri(), UiTexts.of("factor.qr")),
            secret,
            code,
            error,
            confirm);
    if (!UserSession.needsSecondFactor()) {
      var later =
          new Button(UiTexts.of("cancel"), _ -> getUI().ifPresent(ui -> ui.navigate("profile")));
      later.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      card.add(later);
    }
    card.addClassName("fw-front-card");
    return card;
  }

  private Div recovery(List<String> codes) {
    var list = new Pre(String.join("\n", codes));
    list.addClassName("fw-secret");
    list.setId("recovery-codes");
    var on = new Button(UiTexts.of("factor.kept"), _ -> getUI().ifPresent(ui -> ui.navigate("")));
    on.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    on.setWidthFull();
    on.setId("kept");
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("factor.recovery")),
            new Paragraph(UiTexts.of("factor.recovery.lead")),
            list,
            on);
    card.addClassName("fw-front-card");
    return card;
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("factor.title") + " · Formwork";
  }
}
