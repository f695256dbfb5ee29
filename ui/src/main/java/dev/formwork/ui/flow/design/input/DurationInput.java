package dev.formwork.ui.flow.design.input;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.formwork.ui.text.UiTexts;
import dev.formwork.workflow.definition.Delay;
import dev.formwork.workflow.definition.DurationText;
import dev.formwork.workflow.definition.StepText;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A duration as number and unit. One that does not fit a unit is shown in the finest unit it needs.
 */
public final class DurationInput extends Div {

  /** Units, each with as many as ten years have. */
  private enum Unit {
    MINUTES(100_000),
    HOURS(87_600),
    DAYS(3_660),
    MONTHS(120),
    YEARS(10);

    private final int most;

    Unit(int most) {
      this.most = most;
    }

    Delay of(int count) {
      return switch (this) {
        case MINUTES -> new Delay(0, 0, Duration.ofMinutes(count));
        case HOURS -> new Delay(0, 0, Duration.ofHours(count));
        case DAYS -> Delay.ofDays(count);
        case MONTHS -> new Delay(count, 0, Duration.ZERO);
        case YEARS -> new Delay(count * 12, 0, Duration.ZERO);
      };
    }
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
    unit.setItems(Unit.values());
    unit.setItemLabelGenerator(
        one -> UiTexts.of("flow.unit." + one.name().toLowerCase(Locale.ROOT)));
    unit.setAriaLabel(label + " · " + UiTexts.of("flow.unit"));
    unit.setValue(Unit.DAYS);
    show(value);
    limit();
    number.addValueChangeListener(_ -> tell());
    unit.addValueChangeListener(
        _ -> {
          limit();
          tell();
        });
    add(number, unit);
  }

  private void show(Delay delay) {
    if (delay == null) {
      return;
    }
    long minutes = delay.time().abs().toMinutes();
    int days = Math.abs(delay.days());
    int months = Math.abs(delay.months());
    if (months > 0 && days == 0 && minutes == 0) {
      unit.setValue(months % 12 == 0 ? Unit.YEARS : Unit.MONTHS);
      number.setValue(months % 12 == 0 ? months / 12 : months);
    } else if (months > 0) {
      // No one unit holds it: it stays as it is until another is entered.
      number.setHelperText(new DurationText(new StepText(UiTexts.locale())).of(delay));
    } else if (minutes == 0) {
      number.setValue(days);
    } else if (minutes % 60 == 0) {
      unit.setValue(Unit.HOURS);
      number.setValue((int) (days * 24L + minutes / 60));
    } else {
      unit.setValue(Unit.MINUTES);
      number.setValue((int) (days * 1_440L + minutes));
    }
  }

  private void limit() {
    number.setMax(unit.getValue().most);
  }

  /** What is beyond ten years is marked, and told to nobody. */
  private void tell() {
    var count = number.getValue();
    if (count == null) {
      onChange.accept(null);
    } else if (count >= 0 && count <= unit.getValue().most) {
      onChange.accept(unit.getValue().of(count));
    }
  }
}
