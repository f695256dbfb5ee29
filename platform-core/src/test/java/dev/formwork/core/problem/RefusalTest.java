package dev.formwork.core.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RefusalTest {

  private static List<Problem> problems(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Problem.at("/k" + i, CoreProblem.UNKNOWN_FIELD, "k" + i))
        .toList();
  }

  @Test
  void the_first_hundred_problems_are_kept_and_the_others_counted() {
    var refusal = Refusal.invalid(problems(100_000));
    assertThat(refusal.problems()).hasSize(100);
    assertThat(refusal.more()).isEqualTo(99_900);
    assertThat(refusal.getMessage().length()).isLessThan(10_000);
  }

  @Test
  void a_hundred_problems_are_all_there_are() {
    assertThat(Refusal.invalid(problems(100)).more()).isZero();
  }

  @Test
  void a_sentence_worded_many_times_has_its_own_arguments_each_time() {
    assertThat(problems(3).stream().map(one -> one.message(Locale.ENGLISH)))
        .allSatisfy(sentence -> assertThat(sentence).contains("k"))
        .doesNotHaveDuplicates();
  }
}
