package dev.formwork.core.script.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.ScriptFunction;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.script.function.ScriptFunctionLibrary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Scripts that ask the server for things. */
final class ScriptHostTest {

  private static ScriptCallResult run(String script, ScriptHost host) {
    return Unhurried.run(() -> runOnce(script, host));
  }

  private static ScriptCallResult runOnce(String script, ScriptHost host) {
    return ScriptProcessPool.run(script, "{\"id\": \"7\", \"rate\": 0.1}", host);
  }

  @Test
  void a_script_gets_its_input_and_what_it_asks_for() {
    var asked = new LinkedHashSet<String>();
    var answer =
        run(
            "input => { const deal = records.get('deal', input.id); return { total: deal.amount * 2, rate: input.rate } }",
            (request, arguments) -> {
              asked.add(request + arguments);
              return ScriptHostReply.of("{\"amount\": 21}");
            });
    assertThat(answer)
        .isEqualTo(new ScriptCallResult("{\"total\":42,\"rate\":0.1}", null, List.of()));
    assertThat(asked).containsExactly("records.get[\"deal\",\"7\"]");
  }

  @Test
  void what_the_server_refuses_is_an_error_it_may_catch() {
    ScriptHost refusing = (_, _) -> ScriptHostReply.failed("stale", "Someone changed it.");
    assertThat(
            run(
                    "() => { try { records.remove('deal', '1') } catch (e) { return e.code + ': ' + e.message } }",
                    refusing)
                .value())
        .isEqualTo("\"stale: Someone changed it.\"");
    assertThat(run("() => records.remove('deal', '1')", refusing).error().message(Locale.ENGLISH))
        .contains("Someone changed it.");
  }

  @Test
  void waiting_for_the_server_does_not_count_as_working() {
    var answer =
        run(
            "() => { for (let i = 0; i < 4; i++) fetch('https://slow.test/'); return 'done' }",
            (_, _) -> {
              pause(500);
              return ScriptHostReply.of("{\"status\": 200, \"text\": \"\"}");
            });
    assertThat(answer).isEqualTo(new ScriptCallResult("\"done\"", null, List.of()));
  }

  @Test
  void a_script_that_works_without_end_between_its_questions_is_ended() {
    var answer =
        runOnce(
            "() => { while (true) { records.count('deal'); for (let i = 0; i < 100000; i++); } }",
            (_, _) -> ScriptHostReply.of("1"));
    assertThat(answer.error()).isEqualTo(Problem.at("", CoreProblem.SCRIPT_SLOW));
    assertThat(run("() => 1", (_, _) -> ScriptHostReply.of("1")).value()).isEqualTo("1");
  }

  @Test
  @Timeout(60)
  void a_script_that_cannot_be_cancelled_is_ended_with_its_process() {
    ScriptHost host = (_, _) -> ScriptHostReply.of("1");
    assertThat(runOnce("() => { let x = 7n; while (true) x = x * x }", host).error().code())
        .isEqualTo("script-slow");
    assertThat(run("() => 1", host).value()).isEqualTo("1");
  }

  @Test
  void what_it_finds_around_it_cannot_be_replaced_for_others() {
    run(
        "() => { JSON.stringify = () => 'x'; try { records.get = null; globalThis.fetch = null } catch (e) {} }",
        (_, _) -> ScriptHostReply.of("1"));
    assertThat(run("() => records.count('deal') + 1", (_, _) -> ScriptHostReply.of("1")).value())
        .isEqualTo("2");
  }

  @Test
  void functions_of_formulas_have_nothing_to_ask() {
    var function =
        new ScriptFunction(
            "TRIED",
            null,
            List.of(),
            ScriptFunction.Kind.TEXT,
            "() => typeof records + typeof fetch + typeof ask");
    assertThat(ScriptFunctionLibrary.run(function, List.of()).value())
        .isEqualTo("undefinedundefinedundefined");
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
