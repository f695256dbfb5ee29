package dev.formwork.ui.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.formwork.core.member.Members;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.signin.KnownBrowsers;
import dev.formwork.core.signin.SignIn;
import dev.formwork.core.signin.SignIn.Origin;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guessing passwords: what is told, what is slowed down, and who still gets in. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SignInThrottleTest {

  @Inject TestMembers people;
  @Inject SignIn signIn;
  @Inject KnownBrowsers browsers;
  @Inject Members members;
  @Inject Pool pool;

  private static Origin from(String address) {
    return new Origin(address, null);
  }

  private Refusal refusal(Origin origin, String login) {
    return (Refusal)
        catchThrowable(
            () -> ServiceCalls.await(() -> signIn.withPassword(origin, login, "a wrong password")));
  }

  private void wrong(Origin origin, String login, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(refusal(origin, login).is(CoreProblem.WRONG_PASSWORD)).isTrue();
    }
  }

  private Object right(Origin origin, TestMembers.Person person) {
    return ServiceCalls.await(
        () -> signIn.withPassword(origin, person.login(), person.oneTimePassword()));
  }

  @Test
  void a_name_that_nobody_has_rests_like_one_that_somebody_has() {
    var known = people.administrator().login();
    var unknown = "nobody-" + UUID.randomUUID();
    wrong(from("10.1.0.1"), known, 5);
    wrong(from("10.1.0.2"), unknown, 5);
    var told = refusal(from("10.1.0.1"), known);
    assertThat(told.is(CoreProblem.ACCOUNT_RESTS)).isTrue();
    assertThat(refusal(from("10.1.0.2"), unknown).problems()).isEqualTo(told.problems());
  }

  @Test
  void whoever_guesses_keeps_nobody_out_elsewhere() {
    var person = people.administrator();
    wrong(from("10.2.0.1"), person.login(), 5);
    assertThat(refusal(from("10.2.0.1"), person.login()).is(CoreProblem.ACCOUNT_RESTS)).isTrue();
    assertThatThrownBy(() -> right(from("10.2.0.1"), person)).isInstanceOf(Refusal.class);
    assertThat(right(from("10.2.0.2"), person)).isInstanceOf(SignIn.Entered.class);
  }

  @Test
  void guessing_from_very_many_places_leaves_the_members_own_browser_open() {
    var person = people.administrator();
    for (int i = 0; i < 50; i++) {
      wrong(from("10.3.0." + i), person.login(), 1);
    }
    assertThat(refusal(from("10.3.1.1"), person.login()).is(CoreProblem.ACCOUNT_RESTS)).isTrue();
    assertThatThrownBy(() -> right(from("10.3.1.2"), person)).isInstanceOf(Refusal.class);
    var own = new Origin("10.3.1.3", browsers.with(person.caller().memberId(), null));
    assertThat(right(own, person)).isInstanceOf(SignIn.Entered.class);
    wrong(own, person.login(), 5);
    assertThat(refusal(own, person.login()).is(CoreProblem.ACCOUNT_RESTS)).isTrue();
  }

  @Test
  void one_address_tries_few_names() {
    int tries = 0;
    Refusal last;
    do {
      last = refusal(from("10.4.0.1"), "nobody-" + UUID.randomUUID());
      tries++;
    } while (last.is(CoreProblem.WRONG_PASSWORD) && tries < 200);
    assertThat(last.is(CoreProblem.TOO_MANY_SIGN_INS)).isTrue();
    assertThat(tries).isLessThan(80);
  }

  @Test
  void guessing_behind_the_same_address_leaves_the_members_own_browser_open() {
    var person = people.administrator();
    var shared = from("10.7.0.1");
    while (!refusal(shared, "nobody-" + UUID.randomUUID()).is(CoreProblem.TOO_MANY_SIGN_INS)) {
      // Until the address rests.
    }
    assertThatThrownBy(() -> right(shared, person)).isInstanceOf(Refusal.class);
    var own = new Origin("10.7.0.1", browsers.with(person.caller().memberId(), null));
    assertThat(right(own, person)).isInstanceOf(SignIn.Entered.class);
  }

  @Test
  void a_name_and_a_mail_address_are_not_seen_to_be_of_one_person() {
    var person = people.administrator();
    var address = person.login() + "@example.com";
    ServiceCalls.await(
        () -> members.changeEmail(person.caller().memberId(), person.oneTimePassword(), address));
    wrong(from("10.8.0.1"), person.login(), 5);
    assertThat(refusal(from("10.8.0.1"), person.login()).is(CoreProblem.ACCOUNT_RESTS)).isTrue();
    assertThat(refusal(from("10.8.0.1"), address).is(CoreProblem.WRONG_PASSWORD)).isTrue();
  }

  @Test
  void many_tries_at_once_are_as_few_as_one_after_another() {
    var login = people.administrator().login();
    List<Refusal> outcomes;
    try (var threads = Executors.newFixedThreadPool(30)) {
      outcomes =
          IntStream.range(0, 30)
              .mapToObj(
                  _ ->
                      CompletableFuture.supplyAsync(
                          () -> refusal(from("10.5.0.1"), login), threads))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
    }
    assertThat(outcomes).filteredOn(one -> one.is(CoreProblem.WRONG_PASSWORD)).hasSize(5);
    assertThat(outcomes).filteredOn(one -> one.is(CoreProblem.ACCOUNT_RESTS)).hasSize(25);
  }

  @Test
  void wrong_tries_are_forgotten_with_time() {
    var person = people.administrator();
    var here = from("10.6.0.1");
    wrong(here, person.login(), 5);
    ServiceCalls.await(
        () ->
            pool.query(
                    "UPDATE formwork.sign_in_try SET last_at = last_at - interval '3 hours' WHERE member_id = '%s'"
                        .formatted(person.caller().memberId()))
                .execute());
    wrong(here, person.login(), 4);
    assertThat(right(here, person)).isInstanceOf(SignIn.Entered.class);
    wrong(here, person.login(), 5);
  }
}
