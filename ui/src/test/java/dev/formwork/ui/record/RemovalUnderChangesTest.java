package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.formwork.ui.RestRecords;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A record that others keep changing can be removed: whoever removes it need not be faster. */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class RemovalUnderChangesTest {

  private static final int CHANGING = 6;
  private static final int REMOVALS = 10;

  private static final String ORDER =
      form(
          "order",
          "",
          field(
              "rollup",
              "delivered",
              "\"from\": \"delivery\", \"via\": \"order\", \"aggregate\": \"sum\", \"value\": \"quantity\""));

  private static final String DELIVERY =
      form(
          "delivery",
          "",
          field("lookup", "order", "\"form\": \"order\""),
          field("number", "quantity", ""));

  @Inject TestMembers people;
  @Inject TestApps apps;

  private final Set<Integer> changes = ConcurrentHashMap.newKeySet();

  @Test
  void a_record_that_others_keep_changing_goes_to_the_recycle_bin_at_once() throws Exception {
    var person = people.administrator();
    apps.publish(person.caller(), "office", ORDER, DELIVERY);
    var admin = new RestRecords(person, "office");
    var order = admin.made("order", "{}");
    for (int i = 0; i < REMOVALS; i++) {
      var delivery =
          admin.made("delivery", "{\"order\": \"%s\", \"quantity\": 1}".formatted(order));
      assertThat(removedWhileChanged(admin, delivery)).isEqualTo(204);
    }
    assertThat(changes).isSubsetOf(200, 404, 412);
    admin.get("order", order).body("delivered", equalTo(0));
  }

  private int removedWhileChanged(RestRecords admin, String delivery) throws Exception {
    var isOver = new AtomicBoolean();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CHANGING; i++) {
        int quantity = i;
        threads.submit(
            () -> {
              while (!isOver.get()) {
                changes.add(
                    admin
                        .patch("delivery", delivery, "{\"quantity\": %d}".formatted(quantity))
                        .extract()
                        .statusCode());
              }
            });
      }
      try {
        return admin
            .as()
            .delete(admin.records("delivery") + "/" + delivery)
            .then()
            .extract()
            .statusCode();
      } finally {
        isOver.set(true);
      }
    }
  }
}
