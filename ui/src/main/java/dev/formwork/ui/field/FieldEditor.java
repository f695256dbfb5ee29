package dev.formwork.ui.field;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.shared.HasValidationProperties;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The input of one field; reads and writes values in the form that records hold, whatever the
 * Vaadin component uses.
 *
 * @param <V> type of the component's values
 */
public final class FieldEditor<V> {

  private final Component component;
  private final HasValueAndElement<?, V> input;
  private final Function<Object, V> toInput;
  private final Function<V, Object> toValue;
  private Consumer<Object> narrow;

  /**
   * @param toInput from the value of a record, never null
   * @param toValue to the value of a record, never called for an empty input
   */
  public FieldEditor(
      Component component,
      HasValueAndElement<?, V> input,
      Function<Object, V> toInput,
      Function<V, Object> toValue) {
    this.component = component;
    this.input = input;
    this.toInput = toInput;
    this.toValue = toValue;
  }

  public Component component() {
    return component;
  }

  /** Null is empty. */
  public Object value() {
    return input.isEmpty() ? emptyValue() : toValue.apply(input.getValue());
  }

  /** A check box is never empty: unchecked is no. */
  private Object emptyValue() {
    return input.getEmptyValue() instanceof Boolean no ? no : null;
  }

  public void setValue(Object value) {
    input.setValue(value == null ? input.getEmptyValue() : toInput.apply(value));
  }

  /**
   * Shows what was worked out. What the input holds already is not set again, as that would take
   * away what somebody is typing at that moment.
   */
  public void follow(Object value) {
    if (!Objects.equals(value(), value)) {
      setValue(value);
    }
  }

  /** Narrows what is offered to what the choice above allows. */
  public void offer(Object above) {
    if (narrow != null) {
      narrow.accept(above);
    }
  }

  /**
   * @param how given the value of the choice above
   */
  public FieldEditor<V> narrowing(Consumer<Object> how) {
    narrow = how;
    return this;
  }

  public void setRequired(boolean required) {
    input.setRequiredIndicatorVisible(required);
  }

  public void setReadOnly(boolean readOnly) {
    input.setReadOnly(readOnly);
  }

  public void onChange(Runnable listener) {
    input.addValueChangeListener(
        (HasValue.ValueChangeListener<HasValue.ValueChangeEvent<V>>)
            event -> {
              if (event.isFromClient()) {
                listener.run();
              }
            });
  }

  /** Null clears the message. */
  public void setError(String message) {
    if (component instanceof HasValidationProperties validated) {
      validated.setInvalid(message != null);
      validated.setErrorMessage(message);
    }
  }
}
