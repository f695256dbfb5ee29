package dev.formwork.core.script.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.FunctionLibrary;
import dev.formwork.core.expression.Reference;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.script.process.ScriptCallResult;
import dev.formwork.core.script.process.ScriptProtocol;
import dev.formwork.core.script.process.Unhurried;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts may do, and that the worst of them harm nobody else. */
final class ScriptFunctionLibraryTest {

  /** Both processes start here; a start in the middle of a measured call would count as its own. */
  @BeforeAll
  static void both_processes_run() throws Exception {
    try (var both = Executors.newFixedThreadPool(2)) {
      Callable<ScriptCallResult> busy = () -> runOnce("() => { while (true) {} }");
      both.invokeAll(List.of(busy, busy));
    }
  }

  private static ScriptFunction function(
      String name, String script, ScriptFunction.Kind result, String... numbers) {
    return new ScriptFunction(
        name,
        null,
        Arrays.stream(numbers)
            .map(one -> new ScriptFunction.Argument(one, ScriptFunction.Kind.NUMBER))
            .toList(),
        result,
        script);
  }

  private static ScriptCallResult run(String script, Object... values) {
    return Unhurried.run(() -> runOnce(script, values));
  }

  private static ScriptCallResult runOnce(String script, Object... values) {
    return ScriptFunctionLibrary.run(
        function("TRIED", script, ScriptFunction.Kind.TEXT), Arrays.asList(values));
  }

  @Test
  void a_formula_calls_a_function_its_team_wrote() throws Exception {
    var functionLibrary =
        ScriptFunctionLibrary.with(
            List.of(
                function(
                    "NET_PRICE",
                    "(price, rate) => Math.round(price * (1 - rate) * 100) / 100",
                    ScriptFunction.Kind.NUMBER,
                    "price",
                    "rate")));
    var expression = CompiledExpression.of("NET_PRICE(200, 0.15) + 1", names(functionLibrary));
    assertThat(expression.callsScripts()).isTrue();
    assertThat(expression.withoutSql()).contains("NET_PRICE");
    var evaluationContext =
        EvaluationContext.at(OffsetDateTime.now(ZoneOffset.UTC), ZoneOffset.UTC, null);
    assertThat((BigDecimal) expression.program().run(evaluationContext))
        .isEqualByComparingTo("171");
  }

  private static SymbolTable names(FunctionLibrary functionLibrary) {
    return new SymbolTable() {
      @Override
      public Optional<Reference> field(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<Reference.OfRow> column(Reference.Rows subform, String name) {
        return Optional.empty();
      }

      @Override
      public List<String> known() {
        return List.of();
      }

      @Override
      public FunctionLibrary library() {
        return functionLibrary;
      }
    };
  }

  @Test
  void a_script_may_note_what_it_does() {
    assertThat(run("(a) => { log('got', a); return a.toUpperCase() }", "x"))
        .isEqualTo(new ScriptCallResult("X", null, List.of("got x")));
  }

  @Test
  void a_mistake_is_told_with_its_line() {
    assertThat(run("() => {\n  return missing.field\n}").error().message(Locale.ENGLISH))
        .contains("line 2")
        .contains("missing is not defined");
  }

  @Test
  void nothing_is_left_for_the_next_call() {
    run("() => { globalThis.kept = 'secret'; Array.prototype.leak = 1; return '' }");
    for (int i = 0; i < 8; i++) {
      assertThat(run("() => String(globalThis.kept) + [].leak").value())
          .isEqualTo("undefinedundefined");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "() => typeof Java",
        "() => typeof Polyglot",
        "() => typeof load",
        "() => typeof require",
        "() => typeof process",
        "() => typeof fetch"
      })
  void there_is_no_way_out(String script) {
    assertThat(run(script)).isEqualTo(new ScriptCallResult("undefined", null, List.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "() => { while (true) {} }",
        "() => { const f = () => f(); f() }",
        "() => { const all = []; while (true) all.push(new Array(1000).fill('x')) }",
        "() => 'x'.repeat(2 ** 29) + 'y'.repeat(2 ** 29)",
        "() => new ArrayBuffer(2 ** 31 - 1).byteLength",
        "() => { let x = 7n; while (true) x = x * x }",
        "() => { let s = 'x'; while (true) s += s }"
      })
  @Timeout(60)
  void a_script_without_end_fails_alone(String script) throws Exception {
    run("() => 1");
    try (var others = Executors.newFixedThreadPool(2)) {
      Callable<ScriptCallResult> bad = () -> runOnce(script);
      Callable<ScriptCallResult> neighbour = () -> run("(a) => a + 1", BigDecimal.ONE);
      var both = List.of(others.submit(bad), others.submit(neighbour));
      assertThat(both.get(1).get())
          .isEqualTo(new ScriptCallResult(new ScriptProtocol.Decimal("2"), null, List.of()));
      assertThat(both.get(0).get().error().code())
          .isIn("script-slow", "script-endless", "script-memory", "script-mistake");
    }
  }

  @Test
  void a_catastrophic_pattern_answers() {
    assertThat(run("() => /(a+)+$/.test('a'.repeat(40) + 'b')").value()).isIn(false, "false");
  }

  @Test
  void a_flood_of_notes_is_cut_off() {
    assertThat(
            run("() => { for (let i = 0; i < 5000; i++) log('x'.repeat(1000)); return 1 }").log())
        .hasSize(200)
        .allSatisfy(line -> assertThat(line).hasSize(300));
  }
}
