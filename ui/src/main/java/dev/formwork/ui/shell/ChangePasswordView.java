package dev.formwork.ui.shell;

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

/** Changes the own password; required after signing in with a one-time password. */
@Route("change-password")
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
    current.setLabel(Texts.of("password.current"));
    wanted.setLabel(Texts.of("password.new"));
    wanted.setHelperText(Texts.of("password.rule"));
    again.setLabel(Texts.of("password.again"));
    for (var field : new PasswordField[] {current, wanted, again}) {
      field.setWidthFull();
    }
    error.addClassName("fw-error");
    error.getElement().setAttribute("role", "alert");
    error.setVisible(false);
    var save = new Button(Texts.of("password.save"), _ -> save());
    save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    save.addClickShortcut(Key.ENTER);
    save.setWidthFull();
    var card =
        new Div(
            SignInView.brand(),
            new H1(Texts.of("password.title")),
            new Paragraph(Texts.of("password.lead")),
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
      fail(Texts.of("password.differ"));
      return;
    }
    try {
      var memberId = Visit.member().id();
      var session = Visit.sessionId();
      var member =
          Backend.await(
              () ->
                  members.changePassword(memberId, current.getValue(), wanted.getValue(), session));
      Visit.update(member);
      Toast.done(Texts.of("password.saved"));
      getUI().ifPresent(ui -> ui.navigate(""));
    } catch (Refusal refusal) {
      fail(Texts.of(refusal));
    }
  }

  private void fail(String sentence) {
    error.setText(sentence);
    error.setVisible(true);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    if (Visit.current().isEmpty()) {
      event.forwardTo(SignInView.class);
    } else {
      build();
    }
  }

  @Override
  public String getPageTitle() {
    return Texts.of("password.title") + " · Formwork";
  }
}
