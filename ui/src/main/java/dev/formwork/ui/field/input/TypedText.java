package dev.formwork.ui.field.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.shared.HasValidationProperties;

/** Texts that were typed: how they are marked, and how a combo box is made to show one. */
final class TypedText {

  private static final String UNREAD = "data-unread";

  /** After the update that the change of the value brings about; not while somebody types on. */
  private static final String SHOW =
      """
      setTimeout(() => {
        const typing = this.hasAttribute('focused') && this._inputElementValue;
        if (!typing && this.inputElement) {
          this._inputElementValue = $0;
          this.toggleAttribute('has-value', $0 !== '');
        }
      })""";

  private TypedText() {}

  static void show(Component box, String text) {
    box.getElement().executeJs(SHOW, text);
  }

  /** Shows on the input itself what is wrong, and that something is. */
  static <C extends Component & HasValidationProperties> void mark(C input, Unread unread) {
    input.setInvalid(unread != null);
    input.setErrorMessage(unread == null ? null : unread.sentence());
    input.getElement().setAttribute(UNREAD, unread != null);
  }

  /** Tells when a marked text was taken out again. */
  static void onEmptied(Component box, Runnable listener) {
    box.getElement()
        .addEventListener("focusout", _ -> listener.run())
        .setFilter("element.hasAttribute('%s') && !element._inputElementValue".formatted(UNREAD));
  }
}
