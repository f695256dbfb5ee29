package dev.formwork.ui.field;

import com.vaadin.flow.component.Focusable;
import dev.formwork.core.field.CellValue;
import dev.formwork.core.field.text.DecimalSign;
import dev.formwork.core.field.text.WrittenDay;
import dev.formwork.core.field.text.WrittenMoment;
import dev.formwork.core.field.text.WrittenNumber;
import dev.formwork.core.field.text.WrittenTime;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.ui.field.input.DayInput;
import dev.formwork.ui.field.input.MomentInput;
import dev.formwork.ui.field.input.PickInput;
import dev.formwork.ui.field.input.TimeOfDay;
import dev.formwork.ui.field.input.TypedField;
import dev.formwork.ui.field.input.TypedInput;
import dev.formwork.ui.problem.ScreenProblem;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Inputs of days, times and whole numbers that belong to no field of a form. */
public final class TypedInputs {

  private TypedInputs() {}

  public static DayInput day(FieldDisplay display) {
    return new DayInput(display.locale(), dayReader(display));
  }

  public static PickInput<LocalTime> time(FieldDisplay display) {
    return TimeOfDay.input(TypedInputs::readTime, display::time);
  }

  /** Moments in the zone of the display. */
  public static MomentInput moment(FieldDisplay display) {
    var customs = display.customs();
    return moment(
        display,
        text ->
            CellValue.of(WrittenMoment.read(text, customs), CoreProblem.IMPORT_NOT_A_MOMENT, text));
  }

  /**
   * The same with another reader of days with times.
   *
   * @param reader of texts that are not blank; a value it gives is a moment
   */
  public static MomentInput moment(FieldDisplay display, Function<String, CellValue> reader) {
    return new MomentInput(
        display.locale(),
        display.zone(),
        new MomentInput.Reading(dayReader(display), TypedInputs::readTime, reader, display::time));
  }

  private static Function<String, CellValue> dayReader(FieldDisplay display) {
    var customs = display.customs();
    return text ->
        CellValue.of(WrittenDay.read(text, customs), CoreProblem.IMPORT_NOT_A_DATE, text);
  }

  private static CellValue readTime(String text) {
    return CellValue.of(WrittenTime.read(text), CoreProblem.IMPORT_NOT_A_TIME, text);
  }

  /** Whole numbers between two others, these included. */
  public static TypedField<Integer> whole(int least, int most) {
    return new TypedField<>(text -> readWhole(text, least, most), number -> number.toString());
  }

  private static CellValue readWhole(String text, int least, int most) {
    return WrittenNumber.read(text, DecimalSign.POINT)
        .filter(number -> number.mark().isEmpty() && !number.percent())
        .map(number -> number.value().stripTrailingZeros())
        .filter(number -> number.scale() <= 0 && isBetween(number, least, most))
        .<CellValue>map(number -> new CellValue.Value(number.intValueExact()))
        .orElseGet(
            () ->
                new CellValue.Unusable(
                    ScreenProblem.NOT_A_WHOLE_NUMBER, List.of(text.strip(), least, most)));
  }

  private static boolean isBetween(BigDecimal number, int least, int most) {
    return number.compareTo(BigDecimal.valueOf(least)) >= 0
        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  /**
   * Whether all that was typed there could be read; else the first that could not gets the cursor.
   */
  public static boolean areRead(TypedInput... inputs) {
    var wrong = Arrays.stream(inputs).filter(input -> input.unread() != null).findFirst();
    if (wrong.isPresent() && wrong.get() instanceof Focusable<?> focusable) {
      focusable.focus();
    }
    return wrong.isEmpty();
  }
}
