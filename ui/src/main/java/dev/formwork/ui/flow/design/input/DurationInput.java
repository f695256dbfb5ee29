package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Delay;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A duration as number and unit. One that does not fit a unit is shown in the finest unit it needs.
 */
public final class DurationInput extends Div {

  private static final int MOST = 100_000;

  private enum Unit {
    MINUTES,
    HOURS,
    DAYS
  }

  private final IntegerField number = new IntegerField();
  private final Select<Unit> unit = new Select<>();
  private final transient Consumer<Delay> onChange;

  /**
   * @param value null: nothing yet; its sign does not matter
   * @param onChange told with null when it was emptied
   */
  public DurationInput(String label, Delay value, Consumer<Delay> onChange) {
    this.onChange = onChange;
    addClassName("fw-flow-delay");
    number.setLabel(label);
    number.setMin(0);
    number.setMax(MOST);
    unit.setItems(Unit.values());
    unit.setItemLabelGenerator(
        one -> UiTexts.of("flow.unit." + one.name().toLowerCase(Locale.ROOT)));
    unit.setAriaLabel(label + " · " + UiTexts.of("flow.unit"));
    unit.setValue(Unit.DAYS);
    show(value);
    number.addValueChangeListener(_ -> tell());
    unit.addValueChangeListener(_ -> tell());
    add(number, unit);
  }

  private void show(Delay delay) {
    if (delay == null) {
      return;
    }
    long minutes = delay.time().abs().toMinutes();
    int days = Math.abs(delay.days());
    if (minutes == 0) {
      number.setValue(days);
    } else if (minutes % 60 == 0) {
      unit.setValue(Unit.HOURS);
      number.setValue((int) (days * 24L + minutes / 60));
    } else {
      unit.setValue(Unit.MINUTES);
      number.setValue((int) (days * 1_440L + minutes));
    }
  }

  private void tell() {
    var count = number.getValue();
    if (count == null) {
      onChange.accept(null);
    } else if (count >= 0 && count <= MOST) {
      var delay =
          switch (unit.getValue()) {
            case DAYS -> new Delay(Math.min(count, 3_660), Duration.ZERO);
            case HOURS -> new Delay(0, Duration.ofHours(count));
            case MINUTES -> new Delay(0, Duration.ofMinutes(count));
          };
      onChange.accept(delay);
    }
  }
}
