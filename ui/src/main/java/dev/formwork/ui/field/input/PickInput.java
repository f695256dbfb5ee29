package dev.formwork.ui.field.input;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One of several, picked from a list or typed. A name that is typed faster than the list comes is
 * looked up; one that is not there stays, marked.
 *
 * @param <T> type of what is picked
 */
public final class PickInput<T> extends ComboBox<T> implements TypedInput {

  private final transient Function<String, Found<T>> finder;
  private final transient List<Runnable> listeners = new ArrayList<>();
  private transient Unread unread;

  /**
   * @param finder of what was typed, never blank
   */
  public PickInput(Function<String, Found<T>> finder) {
    this.finder = finder;
    setManualValidation(true);
    addCustomValueSetListener(event -> typed(event.getDetail()));
    addValueChangeListener(
        event -> {
          if (event.getValue() != null) {
            note(null);
          }
        });
    TypedText.onLeft(this, false, _ -> emptied());
  }

  private void typed(String text) {
    if (text.isBlank()) {
      emptied();
      return;
    }
    switch (finder.apply(text)) {
      case Found.One<T>(var value) -> choose(value);
      case Found.None<T>(var sentence) -> {
        setValue(null);
        note(new Unread(text, sentence));
        TypedText.show(this, text);
      }
    }
    tell();
  }

  private void choose(T value) {
    note(null);
    setValue(value);
    TypedText.show(this, getItemLabelGenerator().apply(value));
  }

  /** Picks one as if somebody had picked it. */
  public void pick(T value) {
    choose(value);
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
  public void setValue(T value) {
    if (value == null && unread != null) {
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
