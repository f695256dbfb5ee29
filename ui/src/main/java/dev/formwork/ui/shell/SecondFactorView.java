package dev.formwork.ui.shell;

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
import java.util.List;

/** Sets up the second factor; required when the workspace demands one. */
@Route("second-factor")
public final class SecondFactorView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient SecondFactor secondFactor;

  public SecondFactorView(SecondFactor secondFactor) {
    this.secondFactor = secondFactor;
    addClassName("fw-front");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    removeAll();
    if (Visit.current().isEmpty()) {
      event.forwardTo(SignInView.class);
    } else {
      add(card(secondFactor.offer(Visit.member())));
    }
  }

  private Div card(SecondFactor.Offer offer) {
    var secret = new Code(offer.secret().replaceAll("(.{4})", "$1 ").strip());
    secret.addClassName("fw-secret");
    secret.setId("totp-secret");
    var code = new TextField(Texts.of("signin.code"));
    code.getElement().setProperty("autocomplete", "one-time-code");
    code.setWidthFull();
    code.setId("code");
    var error = new Div();
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var confirm =
        new Button(
            Texts.of("factor.confirm"),
            _ -> {
              try {
                var caller = Visit.caller();
                var recovery =
                    Backend.await(() -> secondFactor.turnOn(caller, offer, code.getValue()));
                Visit.update(true);
                removeAll();
                add(recovery(recovery));
              } catch (Refusal refusal) {
                error.setText(Texts.of(refusal));
                error.setVisible(true);
              }
            });
    confirm.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    confirm.addClickShortcut(Key.ENTER);
    confirm.setWidthFull();
    confirm.setId("confirm");
    var card =
        new Div(
            SignInView.brand(),
            new H1(Texts.of("factor.title")),
            new Paragraph(Texts.of(Visit.needsSecondFactor() ? "factor.demanded" : "factor.lead")),
            QrCode.of(offer.uri(), Texts.of("factor.qr")),
            secret,
            code,
            error,
            confirm);
    if (!Visit.needsSecondFactor()) {
      var later =
          new Button(Texts.of("cancel"), _ -> getUI().ifPresent(ui -> ui.navigate("profile")));
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
    var on = new Button(Texts.of("factor.kept"), _ -> getUI().ifPresent(ui -> ui.navigate("")));
    on.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    on.setWidthFull();
    on.setId("kept");
    var card =
        new Div(
            SignInView.brand(),
            new H1(Texts.of("factor.recovery")),
            new Paragraph(Texts.of("factor.recovery.lead")),
            list,
            on);
    card.addClassName("fw-front-card");
    return card;
  }

  @Override
  public String getPageTitle() {
    return Texts.of("factor.title") + " · Formwork";
  }
}
