package dev.formwork.ui.field.input;

import com.vaadin.flow.component.AbstractCompositeField;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.HasPlaceholder;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.shared.HasPrefix;
import com.vaadin.flow.component.shared.HasSuffix;
import com.vaadin.flow.component.shared.HasTooltip;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A line of text that is read as a value, exactly or not at all. What was read is written out in
 * plain form once whoever typed it goes on.
 *
 * @param <V> type of the values
 */
public final class TypedField<V> extends AbstractCompositeField<TextField, TypedField<V>, V>
    implements TypedInput,
        HasLabel,
        HasSize,
        HasStyle,
        HasPlaceholder,
        HasPrefix,
        HasSuffix,
        HasTooltip,
        HasValidationProperties,
        HasValueChangeMode,
        Focusable<TypedField<V>> {

  private final transient Function<String, CellValue> reader;
  private final transient Function<V, String> writer;
  private final transient List<Runnable> listeners = new ArrayList<>();
  private transient Unread unread;
  private boolean settled = true;

  /**
   * @param reader of texts that are not blank; a value it gives is a {@code V}
   * @param writer of a value, which its reader reads as the same
   */
  public TypedField(Function<String, CellValue> reader, Function<V, String> writer) {
    super(null);
    this.reader = reader;
    this.writer = writer;
    getContent().setManualValidation(true);
    getContent()
        .addValueChangeListener(
            event -> {
              if (event.isFromClient()) {
                settled = false;
                read(event.getValue());
              }
            });
    getElement().addEventListener("change", _ -> settle());
  }

  @Override
  protected TextField initContent() {
    return new TextField();
  }

  private void read(String text) {
    var before = unread;
    var value = text.isBlank() ? null : value(text);
    if (value != null || text.isBlank()) {
      unread = null;
    }
    if (before != null && unread == null) {
      TypedText.mark(this, null);
    }
    boolean told = !Objects.equals(getValue(), value);
    setModelValue(value, true);
    if (!told && !Objects.equals(before, unread)) {
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }

  /** Null when it is none, which is noted. */
  @SuppressWarnings("unchecked")
  private V value(String text) {
    return switch (reader.apply(text)) {
      case CellValue.Value(var value) -> (V) value;
      case CellValue.Unusable(var code, var arguments) -> {
        unread = new Unread(text, UiTexts.of(new Problem("", code, arguments)));
        yield null;
      }
      case CellValue.NamedRecord _, CellValue.NamedMember _ ->
          throw new IllegalStateException("Names are no values of " + getClass());
    };
  }

  private void settle() {
    settled = true;
    TypedText.mark(this, unread);
    if (unread == null
        && getValue() != null
        && !writer.apply(getValue()).equals(getContent().getValue())) {
      getContent().setValue(writer.apply(getValue()));
    }
  }

  @Override
  public void setValue(V value) {
    if (value == null && getValue() == null) {
      setPresentationValue(null);
    } else {
      super.setValue(value);
    }
  }

  @Override
  protected void setPresentationValue(V value) {
    if (unread != null) {
      unread = null;
      TypedText.mark(this, null);
    }
    settled = true;
    getContent().setValue(value == null ? "" : writer.apply(value));
  }

  @Override
  public Unread unread() {
    return unread;
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  @Override
  public void type(String text) {
    getContent().setValue(text);
    read(text);
    settle();
  }

  @Override
  public void onTyped(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public ValueChangeMode getValueChangeMode() {
    return getContent().getValueChangeMode();
  }

  @Override
  public void setValueChangeMode(ValueChangeMode mode) {
    getContent().setValueChangeMode(mode);
  }

  @Override
  public void setValueChangeTimeout(int timeout) {
    getContent().setValueChangeTimeout(timeout);
  }

  @Override
  public int getValueChangeTimeout() {
    return getContent().getValueChangeTimeout();
  }
}
