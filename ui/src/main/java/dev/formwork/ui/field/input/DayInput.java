package dev.formwork.ui.field.input;

import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.data.binder.Result;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.text.UiTexts;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;

/**
 * A day, picked from a calendar or typed. The browser reads the language's own way of writing it;
 * what it does not understand is read here.
 */
public final class DayInput extends DatePicker implements TypedInput {

  private static final String TYPED = "_inputElementValue";

  private final transient Function<String, CellValue> reader;

  /**
   * @param reader of texts that are not blank; a value it gives is a day
   */
  public DayInput(Locale locale, Function<String, CellValue> reader) {
    this.reader = reader;
    setLocale(locale);
    setManualValidation(true);
    // Typing goes on to the next field with Tab; the calendar opens by its button and arrow keys.
    setAutoOpen(false);
    setFallbackParser(
        text ->
            read(text) instanceof CellValue.Value(LocalDate day)
                ? Result.ok(day)
                : Result.error(sentence(text)));
    addValidationStatusChangeListener(_ -> TypedText.mark(this, unread()));
    addValueChangeListener(_ -> TypedText.mark(this, unread()));
  }

  private CellValue read(String text) {
    return reader.apply(text);
  }

  private String sentence(String text) {
    return read(text) instanceof CellValue.Unusable(var code, var arguments)
        ? UiTexts.of(new Problem("", code, arguments))
        : "";
  }

  @Override
  public Unread unread() {
    if (!isInputUnparsable()) {
      return null;
    }
    var text = getElement().getProperty(TYPED, "");
    return new Unread(text, sentence(text));
  }

  @Override
  public void type(String text) {
    getElement().setProperty(TYPED, text);
    setModelValue(null, true);
  }

  /** A value that changed is told by itself; this tells of a text that is no day. */
  @Override
  public void onTyped(Runnable listener) {
    addValidationStatusChangeListener(_ -> listener.run());
  }
}
