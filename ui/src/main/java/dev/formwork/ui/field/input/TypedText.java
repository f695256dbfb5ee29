package dev.formwork.ui.field.input;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.util.function.Consumer;

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

  /** Before the input itself sees that the focus goes, as some drop their text then. */
  private static final String LEFT =
      """
      this.addEventListener('focusout', () => {
        const text = this._inputElementValue ?? '';
        const matters = text ? $0 : this.hasAttribute('data-unread');
        if (matters && !this._closeOnBlurIsPrevented) {
          this.dispatchEvent(new CustomEvent('fw-left', { detail: text }));
        }
      }, true)""";

  private static final String TEXT = "event.detail";

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

  /**
   * Tells what stands there when somebody goes on: a text, if it is not taken care of by the input
   * itself, or that a marked one was taken out again.
   *
   * @param texts whether to tell of texts, too
   */
  static void onLeft(Component box, boolean texts, Consumer<String> listener) {
    box.addAttachListener(event -> event.getSource().getElement().executeJs(LEFT, texts));
    box.getElement()
        .addEventListener(
            "fw-left", event -> listener.accept(event.getEventData().get(TEXT).asString()))
        .addEventData(TEXT);
  }
}
