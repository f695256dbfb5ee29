package dev.formwork.ui.field.input;

import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import dev.formwork.core.field.CellValue;
import dev.formwork.ui.text.UiTexts;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;

/**
 * A day and a time in one zone. One without the other is no moment, nor is a time that a change of
 * clocks leaves out. A moment that is shown keeps what the inputs do not show, such as its seconds,
 * until somebody changes it.
 */
public final class MomentInput extends CustomField<OffsetDateTime> implements TypedInput {

  /**
   * How the texts of the parts are read and written.
   *
   * @param day reader of days
   * @param time reader of times
   * @param moment reader of both in one
   * @param written times as they are shown
   */
  public record Reading(
      Function<String, CellValue> day,
      Function<String, CellValue> time,
      Function<String, CellValue> moment,
      Function<LocalTime, String> written) {}

  private final ZoneId zone;
  private final transient Reading reading;
  private final DayInput day;
  private final PickInput<LocalTime> time;
  private final transient List<Runnable> listeners = new ArrayList<>();
  private transient Unread unread;
  private transient OffsetDateTime shown;
  private boolean showing;

  public MomentInput(Locale locale, ZoneId zone, Reading reading) {
    this.zone = zone;
    this.reading = reading;
    day = new DayInput(locale, text -> dayOrBoth(text));
    time = TimeOfDay.input(reading.time(), reading.written());
    day.setAriaLabel(UiTexts.of("input.day"));
    time.setAriaLabel(UiTexts.of("input.time"));
    var parts = new Div(day, time);
    parts.addClassName("fw-moment");
    add(parts);
    day.addValueChangeListener(_ -> read());
    time.addValueChangeListener(_ -> read());
    day.onTyped(this::read);
    time.onTyped(this::read);
  }

  /** A text with a time in it, such as one that was pasted, fills both. */
  private CellValue dayOrBoth(String text) {
    var alone = reading.day().apply(text);
    if (alone instanceof CellValue.Value
        || !(reading.moment().apply(text) instanceof CellValue.Value(OffsetDateTime both))) {
      return alone;
    }
    var local = both.atZoneSameInstant(zone);
    time.setValue(local.toLocalTime());
    return new CellValue.Value(local.toLocalDate());
  }

  private void read() {
    if (showing) {
      return;
    }
    var before = unread;
    var value = moment();
    // What is wrong is said once, for both.
    day.setErrorMessage(null);
    time.setErrorMessage(null);
    if (!Objects.equals(before, unread)) {
      TypedText.mark(this, unread);
    }
    boolean told = !Objects.equals(getValue(), value);
    setModelValue(value, true);
    if (!told && !Objects.equals(before, unread)) {
      List.copyOf(listeners).forEach(Runnable::run);
    }
  }

  /** Null when there is none; what stands there instead is noted. */
  private OffsetDateTime moment() {
    unread = null;
    if (day.unread() != null || time.unread() != null) {
      unread = new Unread(text(), (day.unread() != null ? day.unread() : time.unread()).sentence());
      return null;
    }
    if (day.isEmpty() && time.isEmpty()) {
      return null;
    }
    if (day.isEmpty() || time.isEmpty()) {
      unread = new Unread(text(), UiTexts.of(day.isEmpty() ? "input.no-day" : "input.no-time"));
      return null;
    }
    return moment(day.getValue(), time.getValue());
  }

  private OffsetDateTime moment(LocalDate date, LocalTime clock) {
    var local = date.atTime(clock);
    if (shown != null && local(shown).equals(local)) {
      return shown;
    }
    var offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      unread = new Unread(text(), UiTexts.of("input.clock-change", text(), zone.getId()));
      return null;
    }
    return local.atOffset(offsets.getFirst());
  }

  private LocalDateTime local(OffsetDateTime moment) {
    return moment.atZoneSameInstant(zone).toLocalDateTime();
  }

  /** Both parts as they stand there. */
  private String text() {
    var date =
        day.unread() != null ? day.unread().text() : day.isEmpty() ? "" : day.getValue().toString();
    var clock =
        time.unread() != null
            ? time.unread().text()
            : time.isEmpty() ? "" : time.getValue().toString();
    return (date + " " + clock).strip();
  }

  @Override
  protected OffsetDateTime generateModelValue() {
    return moment();
  }

  @Override
  protected void updateValue() {
    // The parts tell of changes themselves.
  }

  @Override
  public void setValue(OffsetDateTime value) {
    if (value == null && getValue() == null) {
      setPresentationValue(null);
    } else {
      super.setValue(value);
    }
  }

  @Override
  protected void setModelValue(OffsetDateTime value, boolean fromClient) {
    getElement().setAttribute("has-value", value != null);
    super.setModelValue(value, fromClient);
  }

  @Override
  protected void setPresentationValue(OffsetDateTime value) {
    getElement().setAttribute("has-value", value != null);
    showing = true;
    try {
      if (unread != null) {
        unread = null;
        TypedText.mark(this, null);
      }
      shown = value;
      day.setValue(value == null ? null : local(value).toLocalDate());
      time.setValue(value == null ? null : local(value).toLocalTime());
    } finally {
      showing = false;
    }
  }

  @Override
  public Unread unread() {
    return unread;
  }

  @Override
  public void type(String text) {
    if (reading.moment().apply(text) instanceof CellValue.Value(OffsetDateTime moment)) {
      setValue(moment);
    } else {
      showing = true;
      int space = text.lastIndexOf(' ');
      day.type(space < 0 ? text : text.substring(0, space));
      if (space >= 0) {
        time.type(text.substring(space + 1));
      }
      showing = false;
      read();
    }
  }

  @Override
  public void onTyped(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    day.setReadOnly(readOnly);
    time.setReadOnly(readOnly);
    getElement().setAttribute("readonly", readOnly);
  }

  @Override
  public boolean isReadOnly() {
    return day.isReadOnly();
  }

  @Override
  public void setInvalid(boolean invalid) {
    super.setInvalid(invalid);
    day.setInvalid(invalid && (unread == null || day.unread() != null || day.isEmpty()));
    time.setInvalid(invalid && (unread == null || time.unread() != null || time.isEmpty()));
  }
}
