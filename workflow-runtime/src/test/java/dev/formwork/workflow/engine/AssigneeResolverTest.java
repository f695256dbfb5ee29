package dev.formwork.workflow.engine;

import static dev.formwork.workflow.engine.EngineFixture.flow;
import static dev.formwork.workflow.engine.EngineFixture.named;
import static dev.formwork.workflow.engine.EngineFixture.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom a step is put to. */
final class AssigneeResolverTest {

  private final EngineFixture engineFixture = new EngineFixture();

  private InstanceDriver assigned(String who) {
    return InstanceDriver.begin(
        engineFixture, flow("{\"type\": \"approve\", \"key\": \"a\", \"assign\": [" + who + "]}"));
  }

  @Test
  void members_by_name() {
    assertThat(assigned(named(3)).waiting()).containsExactly(3L);
  }

  @Test
  void everyone_who_has_a_role_but_those_who_left() {
    engineFixture.roles.put("legal", List.of(person(1), person(2), person(3)));
    engineFixture.left.add(person(2));
    assertThat(assigned("{\"role\": \"legal\"}").waiting()).containsExactly(1L, 3L);
  }

  @Test
  void everyone_in_a_department_and_its_head() {
    engineFixture.roles.put("Sales", List.of(person(4), person(5)));
    assertThat(assigned("{\"department\": \"Sales\"}").waiting()).containsExactly(4L, 5L);
    assertThat(assigned("{\"headOf\": \"Sales\"}").waiting()).containsExactly(4L);
  }

  @Test
  void the_submitter() {
    assertThat(assigned("{\"submitter\": true}").waiting()).containsExactly(0L);
  }

  @Test
  void the_submitters_manager_and_managers_further_up() {
    engineFixture.managers.putAll(
        Map.of(person(0), person(1), person(1), person(2), person(2), person(3)));
    assertThat(assigned("{\"managerOf\": \"submitter\"}").waiting()).containsExactly(1L);
    assertThat(assigned("{\"managerOf\": \"submitter\", \"levels\": 2}").waiting())
        .containsExactly(2L);
    assertThat(assigned("{\"managerOf\": \"submitter\", \"levels\": 3, \"upTo\": true}").waiting())
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void the_member_in_a_field_their_manager_and_an_expression() {
    engineFixture.record.put(2, person(4).value());
    engineFixture.managers.put(person(4), person(5));
    assertThat(assigned("{\"field\": \"helper\"}").waiting()).containsExactly(4L);
    assertThat(assigned("{\"managerOf\": \"helper\"}").waiting()).containsExactly(5L);
    assertThat(assigned("{\"expression\": \"IF(amount > 1, helper, helper)\"}").waiting())
        .containsExactly(4L);
  }

  @Test
  void whom_an_earlier_approver_chose() {
    var instanceDriver =
        InstanceDriver.begin(
            engineFixture,
            flow(
                """
                {"type": "approve", "key": "a", "assign": [%s]}, {"type": "approve", "key": "b", "assign": [{"chosenBy": "a"}]}"""
                    .formatted(named(1))));
    instanceDriver.does(1, new Event.TaskDecision.Approve(Map.of("b", List.of(person(5)))));
    assertThat(instanceDriver.waiting()).containsExactly(5L);
  }

  @Test
  void nobody_found_stops_it_until_somebody_is() {
    var instanceDriver = assigned("{\"role\": \"legal\"}");
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.FAILED);
    engineFixture.roles.put("legal", List.of(person(1)));
    instanceDriver.happens(new Event.Retried(person(5)));
    assertThat(instanceDriver.waiting()).containsExactly(1L);
    assertThat(instanceDriver.status()).isEqualTo(InstanceStatus.RUNNING);
  }

  @Test
  void nobody_found_skips_or_goes_to_a_role_as_the_step_says() {
    var skip =
        "{\"type\": \"approve\", \"key\": \"a\", \"assign\": [{\"role\": \"none\"}], \"nobody\": %s}";
    InstanceDriver.begin(engineFixture, flow(skip.formatted("\"skip\""))).isDone();
    engineFixture.roles.put("admin", List.of(person(5)));
    assertThat(
            InstanceDriver.begin(engineFixture, flow(skip.formatted("{\"role\": \"admin\"}")))
                .waiting())
        .containsExactly(5L);
  }

  @Test
  void a_deputy_stands_in_and_acts_for_whom_they_stand_in() {
    engineFixture.deputies.put(person(1), person(2));
    var instanceDriver = assigned(named(1));
    assertThat(instanceDriver.taskOf(2).principal()).isEqualTo(person(1));
    instanceDriver.approves(2).isDone();
  }

  @Test
  void nobody_is_asked_twice_by_two_rules() {
    engineFixture.roles.put("legal", List.of(person(1)));
    assertThat(assigned(named(1) + ", {\"role\": \"legal\"}").waiting()).containsExactly(1L);
  }
}
