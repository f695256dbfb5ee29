package dev.formwork.ui.record;

import static dev.formwork.core.testing.FieldSetting.options;
import static dev.formwork.core.testing.TestApp.form;
import static org.hamcrest.Matchers.contains;

import dev.formwork.core.testing.FieldSetting;
import dev.formwork.core.testing.TestForm;
import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;

/**
 * The forms of a small app, published and drafted over REST, for tests of what that does to values.
 */
abstract class PublishedDeals {

  static final String DRAFT = "/api/v1/apps/crm/definitions/form/deal";

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject Pool pool;

  TestMembers.Person admin;
  RestRecords rest;

  @BeforeEach
  void an_administrator() {
    admin = people.administrator();
    rest = new RestRecords(admin, "crm");
  }

  static TestForm deal(UnaryOperator<TestForm> fields) {
    return fields.apply(form("deal").recordTitle("name").text("name"));
  }

  void publishes(UnaryOperator<TestForm> fields) {
    apps.publish(
        admin.caller(),
        "crm",
        form("client").recordTitle("name").text("name").json(),
        form("person").recordTitle("name").text("name").json(),
        deal(fields).json());
  }

  void drafts(UnaryOperator<TestForm> fields) {
    rest.as().body(deal(fields).json()).put(DRAFT + "/draft").then().statusCode(204);
  }

  /** What validate says is what publish says. */
  ValidatableResponse refused(UnaryOperator<TestForm> fields, int status, String code) {
    rest.as()
        .body(deal(fields).json())
        .post(DRAFT + "/validate")
        .then()
        .statusCode(200)
        .body("problems.code", contains(code));
    drafts(fields);
    return rest.as()
        .post(DRAFT + "/publish")
        .then()
        .statusCode(status)
        .body("errors.code", contains(code));
  }

  void republishes(UnaryOperator<TestForm> fields) {
    drafts(fields);
    rest.as().post(DRAFT + "/publish?acceptLoss=true").then().statusCode(200);
  }

  String made(String body) {
    return rest.made("deal", body);
  }

  static FieldSetting named(String... keys) {
    return field -> {
      var options = field.putArray("options");
      for (var key : keys) {
        var option = options.addObject().put("key", key);
        option.putObject("title").put("en", "The " + key).put("zh", key + "项");
      }
    };
  }

  /** Records with as many different values of a text field {@code state}. */
  void insert(int records) {
    var table = "\"" + admin.caller().workspace().schema() + "\".crm_deal";
    var sql =
        """
        INSERT INTO %s (id, version, created_at, updated_at, record_title, search_text, name, state)
        SELECT gen_random_uuid(), 1, now(), now(), 'r' || i, '', 'r' || i, 'a ' || i
        FROM generate_series(1, %d) i"""
            .formatted(table, records);
    ServiceCalls.await(() -> pool.query(sql).execute());
  }

  String note(String id) {
    return String.valueOf(rest.get("deal", id).extract().<Object>path("note"));
  }
}
