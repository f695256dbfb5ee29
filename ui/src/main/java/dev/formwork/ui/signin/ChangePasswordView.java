package dev.formwork.ui.signin;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.formwork.core.member.Members;
import dev.formwork.core.problem.Refusal;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.command.Toast;
import dev.formwork.ui.component.Brand;
import dev.formwork.ui.session.UserSession;
import dev.formwork.ui.text.UiTexts;

/** Changes the own password; required after signing in with a one-time password. */
@Route(value = "change-password", autoLayout = false)
public final class ChangePasswordView extends Main implements BeforeEnterObserver, HasDynamicTitle {

  private final transient Members members;
  private final PasswordField current = new PasswordField();
  private final PasswordField wanted = new PasswordField();
  private final PasswordField again = new PasswordField();
  private final Div error = new Div();

  public ChangePasswordView(Members members) {
    this.members = members;
    addClassName("fw-front");
  }

  private void build() {
    removeAll();
    current.setLabel(UiTexts.of("password.current"));
    wanted.setLabel(UiTexts.of("password.new"));
    wanted.setHelperText(UiTexts.of("password.rule"));
    again.setLabel(UiTexts.of("password.again"));
    for (var field : new PasswordField[] {current, wanted, again}) {
      field.setWidthFull();
    }
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var save = new Button(UiTexts.of("password.save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.addClickShortcut(Key.ENTER);
    save.setWidthFull();
    var card =
        new Div(
            new Brand(),
            new H1(UiTexts.of("password.title")),
            new Paragraph(UiTexts.of("password.lead")),
            current,
            wanted,
            again,
            error,
            save);
    card.addClassName("fw-front-card");
    add(card);
  }

  private void save() {
    if (!wanted.getValue().equals(again.getValue())) {
      fail(UiTexts.of("password.differ"));
      return;
    }
    try {
      var memberId = UserSession.member().id();
      var session = UserSession.sessionId();
      var member =
          ServiceCalls.await(
              () ->
                  members.changePassword(memberId, current.getValue(), wanted.getValue(), session));
      UserSession.update(member);
      Toast.done(UiTexts.of("password.saved"));
      getUI().ifPresent(ui -> ui.navigate(""));
    } catch (Refusal refusal) {
      fail(UiTexts.of(refusal));
    }
  }

  private void fail(String sentence) {
    error.setText(sentence);
    error.setVisible(true);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (UserSession.current().isEmpty()) {
      event.forwardTo(SignInView.class);
    } else {
      build();
    }
  }

  @Override
  public String getPageTitle() {
    return UiTexts.of("password.title") + " · Formwork";
  }
}
