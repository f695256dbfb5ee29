package dev.formwork.core.record.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.field.FieldHead;
import dev.formwork.core.field.Stage;
import dev.formwork.core.field.StageField;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WinRateTest {

  private static final StageField STAGES =
      new StageField(
          FieldHead.of(new FieldKey("stage"), Title.of("Stage")),
          List.of(
              stage("open", Stage.Category.OPEN),
              stage("won", Stage.Category.WON),
              stage("lost", Stage.Category.LOST),
              stage("invalid", Stage.Category.LOST)));

  private static Stage stage(String key, Stage.Category category) {
    return new Stage(key, Title.of(key), 50, category, null);
  }

  private static Aggregation.Group group(String stage, long... figures) {
    return new Aggregation.Group(
        Arrays.asList((Object) stage),
        Arrays.stream(figures).<Object>mapToObj(BigDecimal::valueOf).toList());
  }

  @Test
  void is_the_share_of_the_won_in_what_was_won_or_lost() {
    var rate =
        WinRate.of(
                STAGES, List.of(group("open", 7, 70), group("won", 2, 1500), group("lost", 1, 9)))
            .orElseThrow();
    assertThat(rate.won()).isEqualByComparingTo("2");
    assertThat(rate.wonValue()).isEqualByComparingTo("1500");
    assertThat(rate.percent()).isEqualByComparingTo("66.6667");
  }

  @Test
  void leaves_out_what_was_never_real_and_what_has_no_stage() {
    var rate =
        WinRate.of(STAGES, List.of(group("won", 1), group("invalid", 5), group(null, 4)))
            .orElseThrow();
    assertThat(rate.percent()).isEqualByComparingTo("100");
    assertThat(rate.wonValue()).isZero();
  }

  @Test
  void is_unknown_while_nothing_was_won() {
    assertThat(WinRate.of(STAGES, List.of(group("open", 3), group("lost", 2)))).isEmpty();
  }
}
