package dev.formwork.ui.permission;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.access.Caller;
import dev.formwork.core.invitation.OneTimeLinkRedemption;
import dev.formwork.core.invitation.OneTimeLinks;
import dev.formwork.core.member.Members;
import dev.formwork.core.member.Members.SignedIn;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.signin.openid.IdentityProviders;
import dev.formwork.core.signin.openid.OpenIdSignIn;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sign-in by an OpenID Connect provider that runs beside the test. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class SingleSignOnTest {

  private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();

  @Inject TestMembers people;
  @Inject IdentityProviders providers;
  @Inject OpenIdSignIn openId;
  @Inject Members members;
  @Inject OneTimeLinks links;
  @Inject OneTimeLinkRedemption oneTimeLinkRedemption;
  @Inject Pool pool;

  @BeforeAll
  static void start() {
    PROVIDER.start();
  }

  @AfterAll
  static void stop() {
    PROVIDER.shutdown();
  }

  private static String issuer() {
    return PROVIDER.issuerUrl("acme").toString().replace("localhost", "127.0.0.1");
  }

  private UUID provider(Caller admin, boolean joins) {
    return ServiceCalls.await(
        () ->
            providers.add(
                admin,
                new IdentityProviders.ProviderSettings(
                    "Acme", issuer(), "formwork", "shared secret", joins, List.of("acme.test"))));
  }

  /** What the provider will say of whoever comes next. */
  private static void says(String subject, String email, boolean verified) {
    PROVIDER.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "acme",
            subject,
            "JWT",
            List.of("formwork"),
            Map.of("email", email, "email_verified", verified, "name", "Ada Acme")));
  }

  /** Where the provider sends the browser to. */
  private static String query(OpenIdSignIn.Attempt attempt) {
    var location =
        given()
            .redirects()
            .follow(false)
            .urlEncodingEnabled(false)
            .get(attempt.address().toString())
            .then()
            .statusCode(302)
            .extract()
            .header("Location");
    assertThat(location).startsWith("http://formwork.test/sign-in/return?");
    return URI.create(location).getRawQuery();
  }

  private SignedIn signIn(UUID provider) {
    var attempt = ServiceCalls.await(() -> openId.begin(provider));
    var query = query(attempt);
    return ServiceCalls.await(() -> openId.finish(attempt, query));
  }

  private static String person() {
    return "ada" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Test
  void people_of_a_domain_join_by_themselves_and_come_back_as_the_same() {
    var admin = people.administrator().caller();
    var provider = provider(admin, true);
    var ada = person();
    says(ada, ada + "@acme.test", true);
    var first = signIn(provider);
    assertThat(first.caller().workspace()).isEqualTo(admin.workspace());
    assertThat(first.caller().isAdministrator()).isFalse();
    assertThat(first.boundToWorkspace()).isTrue();
    says(ada, "renamed-" + ada + "@acme.test", true);
    assertThat(signIn(provider).member().id()).isEqualTo(first.member().id());
  }

  @Test
  void an_address_the_provider_did_not_verify_gets_nobody_in() {
    var provider = provider(people.administrator().caller(), true);
    says(person(), "boss@acme.test", false);
    assertThatThrownBy(() -> signIn(provider)).hasMessageContaining("oidc-nobody");
  }

  @Test
  void an_address_of_another_domain_gets_nobody_in() {
    var provider = provider(people.administrator().caller(), true);
    says(person(), "boss@notacme.test", true);
    assertThatThrownBy(() -> signIn(provider)).hasMessageContaining("oidc-nobody");
  }

  @Test
  void a_member_with_a_confirmed_address_signs_in_without_joining() {
    var admin = people.administrator();
    var ada = person() + "@acme.test";
    ServiceCalls.await(() -> members.setEmail(admin.caller(), admin.caller().memberId(), ada));
    var provider = provider(admin.caller(), false);
    says(person(), ada, true);
    assertThat(signIn(provider).member().id()).isEqualTo(admin.caller().memberId());
  }

  @Test
  void an_address_somebody_only_claims_does_not_draw_others_into_their_account() {
    var claimer = people.administrator();
    var boss = person() + "@acme.test";
    ServiceCalls.await(
        () -> members.changeEmail(claimer.caller().memberId(), claimer.oneTimePassword(), boss));
    var provider = provider(claimer.caller(), false);
    says(person(), boss, true);
    assertThatThrownBy(() -> signIn(provider)).hasMessageContaining("oidc-nobody");
  }

  @Test
  void a_provider_of_one_workspace_does_not_speak_for_members_of_others() {
    var victim = people.administrator();
    var address = person() + "@acme.test";
    ServiceCalls.await(
        () -> members.setEmail(victim.caller(), victim.caller().memberId(), address));
    var attacker = people.administrator().caller();
    var link =
        ServiceCalls.await(
            () ->
                links.invite(attacker, new OneTimeLinks.Invited(null, false, List.of(), Set.of())));
    ServiceCalls.await(() -> oneTimeLinkRedemption.accept(victim.caller(), link.secret()));
    var provider = provider(attacker, false);
    says(person(), address, true);
    assertThatThrownBy(() -> signIn(provider)).hasMessageContaining("oidc-nobody");
  }

  @Test
  void an_answer_to_somebody_elses_attempt_is_refused() {
    var provider = provider(people.administrator().caller(), true);
    var mine = ServiceCalls.await(() -> openId.begin(provider));
    var theirs = ServiceCalls.await(() -> openId.begin(provider));
    var query = query(theirs);
    assertThatThrownBy(() -> openId.finish(mine, query)).hasMessageContaining("oidc-refused");
  }

  @Test
  void a_token_in_the_name_of_another_issuer_is_refused() {
    var provider = provider(people.administrator().caller(), true);
    PROVIDER.enqueueCallback(
        new DefaultOAuth2TokenCallback(
            "acme",
            "someone",
            "JWT",
            List.of("formwork"),
            Map.of("iss", "https://evil.test", "email", "x@acme.test", "email_verified", true)));
    assertThatThrownBy(() -> signIn(provider)).hasMessageContaining("oidc-refused");
  }

  @Test
  void whoever_was_deactivated_does_not_come_in_by_the_provider_either() {
    var admin = people.administrator().caller();
    var provider = provider(admin, true);
    var ada = person();
    says(ada, ada + "@acme.test", true);
    var member = signIn(provider).member().id();
    ServiceCalls.await(
        () ->
            pool.preparedQuery(
                    "UPDATE formwork.membership SET state = 'inactive' WHERE member_id = $1")
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(member.value())));
    ServiceCalls.await(
        () ->
            pool.preparedQuery("SELECT pg_notify('formwork_people', $1)")
                .execute(io.vertx.mutiny.sqlclient.Tuple.of(admin.workspace().id().toString())));
    says(ada, ada + "@acme.test", true);
    assertThatThrownBy(
            () -> {
              while (admin
                  .organization()
                  .now()
                  .standing(member)
                  .map(Membership::active)
                  .orElse(true)) {
                Thread.onSpinWait();
              }
              signIn(provider);
            })
        .hasMessageContaining("account-inactive");
  }

  @Test
  void something_that_is_no_provider_is_not_taken_for_one() {
    var admin = people.administrator().caller();
    assertThatThrownBy(
            () ->
                ServiceCalls.await(
                    () ->
                        providers.add(
                            admin,
                            new IdentityProviders.ProviderSettings(
                                "X",
                                "http://127.0.0.1:" + RestAssured.port,
                                "a",
                                "b",
                                false,
                                List.of()))))
        .hasMessageContaining("oidc-configuration");
  }
}
