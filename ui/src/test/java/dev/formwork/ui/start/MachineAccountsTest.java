package dev.formwork.ui.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.formwork.core.session.WebSessions;
import dev.formwork.core.signin.SignIn;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way back in for whoever has the machine. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class MachineAccountsTest {

  private static final SignIn.Origin HERE = new SignIn.Origin("10.8.0.1", null);

  @Inject TestMembers people;
  @Inject SignIn signIn;
  @Inject WebSessions sessions;
  @Inject DataSource database;

  private MachineAccounts accounts() throws SQLException {
    return new MachineAccounts(database.getConnection(), Path.of("target/keys"));
  }

  private Object signIn(String login, String password) {
    return ServiceCalls.await(() -> signIn.withPassword(HERE, login, password));
  }

  @Test
  void a_lost_administrator_gets_in_again_and_nobody_else_stays_in() throws Exception {
    var person = people.administrator();
    var stolen =
        ServiceCalls.await(() -> sessions.begin(person.caller(), false, "10.9.9.9", "Chrome/140"))
            .session();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> signIn(person.login(), "a wrong password"))
          .hasMessageContaining("wrong-password");
    }
    try (var accounts = accounts()) {
      var made = accounts.resetPassword(person.login(), false);
      assertThat(made.login()).isEqualTo(person.login());
      assertThat(signIn(person.login(), made.secret())).isInstanceOf(SignIn.Entered.class);
    }
    assertThatThrownBy(() -> signIn(person.login(), person.oneTimePassword()))
        .hasMessageContaining("wrong-password");
    Eventually.holds(() -> !stolen.isLive());
  }

  @Test
  void a_token_made_on_the_machine_works_and_is_in_a_whole_audit_log() throws Exception {
    var person = people.administrator();
    String token;
    try (var accounts = accounts()) {
      token = accounts.token(person.login(), 1).secret();
    }
    var me =
        new RestRecords(new TestMembers.Person(person.login(), "", token, person.caller()), "crm");
    me.as().get("/api/v1/tokens").then().statusCode(200);
    assertThat(me.as().get("/api/v1/audit").asString()).contains("token.make-on-machine");
    assertThat(me.as().get("/api/v1/audit/verification").jsonPath().getString("brokenAt")).isNull();
  }

  @Test
  void a_name_that_nobody_has_is_answered_with_those_of_the_administrators() throws Exception {
    var person = people.administrator();
    try (var accounts = accounts()) {
      assertThatThrownBy(() -> accounts.resetPassword("nobody at all", false))
          .hasMessageContaining("nobody at all")
          .hasMessageContaining(person.login());
    }
  }
}
