package dev.formwork.bench;

import java.util.HashMap;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs the benchmark and prints its figures. */
final class ExpressionsBench {

  @Test
  void compare() throws Exception {
    var results = new Runner(new OptionsBuilder().include(Formulas.class.getName()).build()).run();
    var nanos = new HashMap<String, Double>();
    results.forEach(
        one -> nanos.put(one.getPrimaryResult().getLabel(), one.getPrimaryResult().getScore()));
    double ours = nanos.get("formwork");
    System.out.printf(Locale.ROOT, "%n");
    nanos.forEach((name, time) -> System.out.printf(Locale.ROOT, "%-10s %8.0f ns%n", name, time));
    figure("expressions_beside_java", ours / nanos.get("java"), "<= 3");
    figure("graaljs_beside_expressions", nanos.get("graaljs") / ours, "1");
    figure("jexl_beside_expressions", nanos.get("jexl") / ours, "1");
    figure("spel_beside_expressions", nanos.get("spel") / ours, "1");
    figure("cel_beside_expressions", nanos.get("cel") / ours, "1");
    figure("compile_200_characters_micros", nanos.get("compile") / 1000, "<= 100");
  }

  private static void figure(String name, double value, String aim) {
    System.out.printf(Locale.ROOT, "figure %s = %.2f (aim %s)%n", name, value, aim);
  }
}
