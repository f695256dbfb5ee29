package dev.formwork.core.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class FormSymbolsTest {

  private static final List<String> FILTERS =
      List.of(
          "n3 > 1 and above.n3 > 2",
          "COUNTRECORDS(\"f3\", n3 > 4 and above.n9 = 1) > 0",
          "above.above.n9 > 1 or n15 > 2",
          "SUMRECORDS(\"f1\", n21 > 0, n1) > n27",
          "above.n1 + n7 > 3");

  /** Whoever comes first to a fresh app comes together with others. */
  @Test
  void eight_threads_compile_filters_on_a_fresh_app() throws Exception {
    var definitions = AppFixture.bigApp(6, 30);
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int round = 0; round < 60; round++) {
        var form = AppFixture.compiled(definitions).get("f5");
        var together = new CyclicBarrier(8);
        var work = new ArrayList<Callable<Integer>>();
        for (int thread = 0; thread < 8; thread++) {
          int first = thread;
          work.add(() -> compileAll(form, together, first));
        }
        for (var done : threads.invokeAll(work)) {
          assertThat(done.get()).isEqualTo(FILTERS.size());
        }
      }
    }
  }

  private static int compileAll(CompiledForm form, CyclicBarrier together, int first)
      throws Exception {
    together.await();
    int compiled = 0;
    for (int i = 0; i < FILTERS.size(); i++) {
      var filter = form.expression(FILTERS.get((first + i) % FILTERS.size()));
      compiled += form.needs(filter) == null ? 0 : 1;
    }
    return compiled;
  }

  @Test
  void columns_of_compiled_forms_are_known_and_not_resolved_again() {
    var form = AppFixture.compiled(AppFixture.bigApp(2, 12)).get("f1");
    assertThat(form.names().field("n3")).isPresent();
    assertThat(form.names().known()).contains("n3", "above");
    assertThat(form.names().forms()).containsExactlyInAnyOrder("f0", "f1");
  }
}
