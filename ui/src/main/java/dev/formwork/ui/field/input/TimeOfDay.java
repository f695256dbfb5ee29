package dev.formwork.ui.field.input;

import dev.formwork.core.field.CellValue;
import dev.formwork.core.problem.Problem;
import dev.formwork.ui.text.UiTexts;
import java.time.LocalTime;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Times of day, typed or picked from the half hours. */
public final class TimeOfDay {

  private static final int HALF_HOURS = 48;
  private static final int MINUTES = 30;

  private TimeOfDay() {}

  /**
   * An input of one.
   *
   * @param reader of texts that are not blank; a value it gives is a time
   * @param writer as it is shown
   */
  public static PickInput<LocalTime> input(
      Function<String, CellValue> reader, Function<LocalTime, String> writer) {
    var input = new PickInput<LocalTime>(text -> found(reader.apply(text)));
    input.setItemLabelGenerator(writer::apply);
    input.setItems(
        IntStream.range(0, HALF_HOURS)
            .mapToObj(count -> LocalTime.MIDNIGHT.plusMinutes((long) count * MINUTES))
            .toList());
    return input;
  }

  private static Found<LocalTime> found(CellValue read) {
    return switch (read) {
      case CellValue.Value(var value) -> new Found.One<>((LocalTime) value);
      case CellValue.Unusable(var code, var arguments) ->
          new Found.None<>(UiTexts.of(new Problem("", code, arguments)));
      case CellValue.NamedRecord _, CellValue.NamedMember _ ->
          throw new IllegalStateException("Names are no times");
    };
  }
}
