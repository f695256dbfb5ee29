package dev.formwork.core.record.query;

import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * How many of the decided records of a form with stages were won.
 *
 * @param won how many were won
 * @param wonValue the sum over those; zero when none was asked for
 * @param percent of the decided ones, with four decimals
 */
public record WinRate(BigDecimal won, BigDecimal wonValue, BigDecimal percent) {

  /**
   * Empty when nothing was won. Invalid deals were never real ones, so that only the first way of
   * losing counts against the rate.
   *
   * @param groups by stage: the count, and the sum when one was asked for
   */
  public static Optional<WinRate> of(StageField field, List<Aggregation.Group> groups) {
    var ways = field.keysOf(Stage.Category.WON);
    var won = groups.stream().filter(group -> ways.contains(stage(group))).toList();
    if (won.isEmpty()) {
      return Optional.empty();
    }
    var lost =
        field.keysOf(Stage.Category.LOST).stream()
            .limit(1)
            .flatMap(way -> groups.stream().filter(group -> way.equals(stage(group))))
            .toList();
    var count = total(won, 0);
    return Optional.of(new WinRate(count, total(won, 1), percent(count, total(lost, 0))));
  }

  private static String stage(Aggregation.Group group) {
    return group.key(0) == null ? "" : group.key(0);
  }

  private static BigDecimal percent(BigDecimal won, BigDecimal lost) {
    return won.multiply(BigDecimal.valueOf(100)).divide(won.add(lost), 4, RoundingMode.HALF_UP);
  }

  private static BigDecimal total(List<Aggregation.Group> groups, int figure) {
    return groups.stream()
        .filter(group -> group.figures().size() > figure)
        .map(group -> group.figure(figure))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
