package dev.formwork.ui.field.input;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Several of many, picked from a list or typed one after the other. A name that is not there stays,
 * marked, beside what was picked.
 *
 * @param <T> type of what is picked
 */
public final class PickSeveralInput<T> extends MultiSelectComboBox<T> implements TypedInput {

  private final transient Function<String, Found<T>> finder;
  private final transient List<Runnable> listeners = new ArrayList<>();
  private transient Unread unread;

  /**
   * @param finder of what was typed, never blank
   */
  public PickSeveralInput(Function<String, Found<T>> finder) {
    this.finder = finder;
    setManualValidation(true);
    addCustomValueSetListener(event -> typed(event.getDetail()));
    TypedText.onLeft(this, true, this::typed);
    addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            emptied();
          }
        });
  }

  private void typed(String text) {
    if (text.isBlank()) {
      emptied();
      return;
    }
    switch (finder.apply(text)) {
      case Found.One<T>(var value) -> {
        note(null);
        var more = new HashSet<>(getValue());
        more.add(value);
        super.setValue(more);
      }
      case Found.None<T>(var sentence) -> {
        note(new Unread(text, sentence));
        TypedText.show(this, text);
      }
    }
    tell();
  }

  private void emptied() {
    if (unread != null) {
      note(null);
      tell();
    }
  }

  private void note(Unread noted) {
    if (!Objects.equals(unread, noted)) {
      unread = noted;
      TypedText.mark(this, noted);
    }
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  @Override
  public void setValue(Set<T> value) {
    if (unread != null) {
      note(null);
      TypedText.show(this, "");
    }
    super.setValue(value);
  }

  @Override
  public Unread unread() {
    return unread;
  }

  @Override
  public void type(String text) {
    typed(text);
  }

  @Override
  public void onTyped(Runnable listener) {
    listeners.add(listener);
  }
}
