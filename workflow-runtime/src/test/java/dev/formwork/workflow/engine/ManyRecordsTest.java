package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.definition.DefinitionJson;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Steps over more records than one part goes on to the last, and says with how many it worked. */
final class ManyRecordsTest {

  private final EngineFixture world = new EngineFixture();

  private InstanceDriver loop(String more) {
    return InstanceDriver.begin(
        world,
        flow(
            """
            {"type": "forEach", "key": "l", "form": "request"%s, "steps": [{"type": "notify", "key": "n", "to": [%s], "message": {"en": "Hi"}}]}"""
                .formatted(more, named(1))));
  }

  private static Token.Wait waiting(InstanceDriver driver) {
    return (Token.Wait)
        driver.instance().state().open().stream()
            .filter(Token.Wait.class::isInstance)
            .findFirst()
            .orElseThrow();
  }

  private InstanceDriver more(InstanceDriver driver) {
    var wait = waiting(driver);
    var loop = TokenQueries.loopOf(driver.instance().state().open(), wait).orElseThrow();
    return driver.happens(new Event.RecordsFound(wait.id(), world.foundAfter(loop)));
  }

  private static long told(InstanceDriver driver) {
    return driver.effects.stream().filter(Effect.SendCopy.class::isInstance).count();
  }

  @Test
  void a_loop_looks_for_the_next_part_until_all_are_done() {
    world.found = 7;
    world.part = 3;
    var driver = loop("");
    assertThat(told(driver)).isEqualTo(3);
    assertThat(told(more(driver))).isEqualTo(6);
    assertThat(told(more(driver))).isEqualTo(7);
    driver.isDone();
    assertThat(driver.history).contains("worked");
  }

  @Test
  void records_that_are_gone_meanwhile_end_the_loop() {
    world.found = 4;
    world.part = 3;
    var driver = loop("");
    driver.happens(new Event.RecordsFound(waiting(driver).id(), List.of())).isDone();
    assertThat(told(driver)).isEqualTo(3);
  }

  @Test
  void a_part_that_holds_all_is_all() {
    world.found = 3;
    world.part = 3;
    assertThat(told(loop("").isDone())).isEqualTo(3);
  }

  @Test
  void a_limit_holds_over_parts_and_is_told() {
    world.found = 9;
    world.part = 3;
    var driver = loop(", \"limit\": 5");
    assertThat(driver.history).contains("stopped");
    assertThat(told(more(driver).isDone())).isEqualTo(5);
  }

  @Test
  void work_goes_on_from_where_it_is_also_after_a_failure() {
    var driver =
        InstanceDriver.begin(
            world,
            flow(
                "{\"type\": \"update\", \"key\": \"u\", \"form\": \"request\", \"where\": \"TRUE\", \"set\": {\"amount\": \"1\"}}"));
    var progress = new Token.Progress(1_000, 2_500, EngineFixture.RECORD, EngineFixture.RECORD);
    driver.happens(new Event.StepAdvanced(waiting(driver).id(), progress));
    assertThat(waiting(driver).progress()).isEqualTo(progress);
    driver.worked("u", "broken");
    assertThat(driver.status()).isEqualTo(InstanceStatus.FAILED);
    driver.happens(new Event.Retried(EngineFixture.person(9)));
    assertThat(waiting(driver).progress()).isEqualTo(progress);
    driver.worked("u", null).isDone();
  }

  @Test
  void a_position_without_progress_is_stored_as_before() throws Exception {
    var wait = Token.Wait.of(3, 0, 0, "u", Token.WaitReason.WORK, null);
    assertThat(DefinitionJson.write(wait)).doesNotContain("progress");
    assertThat(DefinitionJson.mapper().readValue(DefinitionJson.write(wait), Token.class))
        .isEqualTo(wait);
  }
}
