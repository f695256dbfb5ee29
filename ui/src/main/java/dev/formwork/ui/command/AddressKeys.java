package dev.formwork.ui.command;

import com.vaadin.flow.router.BeforeEvent;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;

/** Reads keys in the addresses of screens. */
public final class AddressKeys {

  private AddressKeys() {}

  /**
   * The app in the address.
   *
   * @throws Refusal as not found when the text there cannot be a key
   */
  public static AppKey app(BeforeEvent event) {
    var text = event.getRouteParameters().get("app").orElseThrow();
    return AppKey.parse(text)
        .orElseThrow(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, text));
  }

  /**
   * The form in the address.
   *
   * @throws Refusal as not found when the text there cannot be a key
   */
  public static FormKey form(BeforeEvent event) {
    var route = event.getRouteParameters();
    var text = route.get("form").orElseThrow();
    return FormKey.parse(text)
        .orElseThrow(
            () ->
                Refusal.of(
                    Refusal.Kind.NOT_FOUND,
                    CoreProblem.FORM_NOT_FOUND,
                    route.get("app").orElseThrow(),
                    text));
  }
}
