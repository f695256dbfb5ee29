package dev.formwork.ui.permission;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import dev.formwork.core.problem.Refusal;
import dev.formwork.core.signin.SignIn;
import dev.formwork.ui.Eventually;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happened stays as it happened, or is seen not to. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class AuditLogTest {

  private static final SignIn.Origin HERE = new SignIn.Origin("127.0.0.1", null);

  private static final String VERIFICATION = "/api/v1/audit/verification";

  @Inject Crm crm;
  @Inject Pool pool;
  @Inject SignIn signIn;

  private RestRecords admin;

  @BeforeEach
  void something_happens() {
    admin = crm.administrator();
    Crm.permit(admin, "deal", "\"actions\": [\"read\"]");
    crm.department(admin, "Sales");
  }

  private void tamper(String statement) {
    ServiceCalls.await(
        () ->
            pool.preparedQuery(statement)
                .execute(Tuple.of(admin.person().caller().workspace().id())));
  }

  @Test
  void publishing_permissions_and_people_leave_their_entries() {
    admin
        .as()
        .get("/api/v1/audit")
        .then()
        .body("items.event", hasItem("app.publish"))
        .body("items.event", hasItem("permissions.save"))
        .body("items[0].event", equalTo("department.add"))
        .body("items[0].subject", equalTo("Sales"));
    admin
        .as()
        .get(VERIFICATION)
        .then()
        .body("entries", greaterThan(2))
        .body("brokenAt", nullValue());
  }

  @Test
  void a_wrong_password_is_told_to_the_members_own_administrators() throws Exception {
    var login = admin.person().login();
    assertThatThrownBy(
            () -> ServiceCalls.await(() -> signIn.withPassword(HERE, login, "not the password")))
        .isInstanceOf(Refusal.class);
    Eventually.holds(
        () ->
            admin
                .as()
                .get("/api/v1/audit")
                .jsonPath()
                .getList("items.event")
                .contains("sign-in.failed"));
  }

  @Test
  void an_entry_that_was_changed_is_found() {
    tamper("UPDATE formwork.audit_entry SET subject = 'nothing' WHERE chain = $1 AND number = 2");
    admin.as().get(VERIFICATION).then().body("brokenAt", equalTo(2));
  }

  @Test
  void an_entry_that_was_removed_is_found() {
    tamper("DELETE FROM formwork.audit_entry WHERE chain = $1 AND number = 1");
    admin.as().get(VERIFICATION).then().body("brokenAt", equalTo(1));
  }

  @Test
  void a_log_written_anew_with_hashes_that_anybody_works_out_is_found() {
    tamper(
        "UPDATE formwork.audit_entry SET hash = encode(sha256(convert_to(number::text, 'UTF8')),"
            + " 'hex') WHERE chain = $1");
    crm.department(admin, "Purchasing");
    admin.as().get(VERIFICATION).then().body("brokenAt", equalTo(1));
  }
}
