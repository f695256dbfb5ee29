package dev.formwork.ui.record;

import static dev.formwork.ui.TestApps.field;
import static dev.formwork.ui.TestApps.form;
import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.value.RecordRef;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.ui.TestApps;
import dev.formwork.ui.TestDatabase;
import dev.formwork.ui.TestMembers;
import dev.formwork.ui.command.ServiceCalls;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * 64 writers at one row: what is declared as always true is true after every one of their changes,
 * and is still true when it is worked out again from the raw rows.
 */
@Tag("server")
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
final class InvariantsUnderLoadTest {

  private static final int WRITERS = 64;
  private static final Duration HAMMERING =
      Duration.ofSeconds(Integer.getInteger("formwork.hammering.seconds", 3));
  private static final Duration COMPARISON = Duration.ofSeconds(1);

  @Inject TestMembers people;
  @Inject TestApps apps;
  @Inject RecordService records;
  @Inject Pool pool;

  private static final String INVOICE =
      form(
          "invoice",
          "\"recordTitle\": \"name\", \"invariants\": [{\"check\": \"received <= amount\", \"message\": {\"en\": \"more would be received than invoiced\"}}]",
          field("text", "name", ""),
          field("money", "amount", ""),
          field(
              "rollup",
              "received",
              "\"from\": \"payment\", \"via\": \"invoice\", \"aggregate\": \"sum\", \"value\": \"amount\""));

  private static final String PAYMENT =
      form(
          "payment",
          "",
          field("lookup", "invoice", "\"form\": \"invoice\""),
          field("money", "amount", ""));

  private static final String STOCK =
      form(
          "stock",
          "\"recordTitle\": \"name\", \"invariants\": [{\"check\": \"on_hand >= 0\", \"message\": {\"en\": \"there is not so much in stock\"}}]",
          field("text", "name", ""),
          field(
              "rollup",
              "on_hand",
              "\"from\": \"move\", \"via\": \"stock\", \"aggregate\": \"sum\", \"value\": \"quantity\""));

  private static final String MOVE =
      form(
          "move",
          "",
          field("lookup", "stock", "\"form\": \"stock\""),
          field("number", "quantity", ""));

  private static final String ACCOUNT =
      form(
          "account",
          "\"recordTitle\": \"name\", \"invariants\": [{\"check\": \"exposure <= credit_limit\", \"message\": {\"en\": \"the credit limit would be exceeded\"}}]",
          field("text", "name", ""),
          field("money", "credit_limit", ""),
          field(
              "rollup",
              "ordered",
              "\"from\": \"purchase\", \"via\": \"account\", \"aggregate\": \"sum\", \"value\": \"amount\", \"filter\": \"NOT billed\""),
          field(
              "rollup",
              "owed",
              "\"from\": \"bill\", \"via\": \"account\", \"aggregate\": \"sum\", \"value\": \"amount\""),
          field("computed", "exposure", "\"expression\": \"ordered + owed\""));

  private static final String PURCHASE =
      form(
          "purchase",
          "",
          field("lookup", "account", "\"form\": \"account\""),
          field("money", "amount", ""),
          field("boolean", "billed", ""));

  private static final String BILL =
      form(
          "bill",
          "",
          field("lookup", "account", "\"form\": \"account\""),
          field("money", "amount", ""));

  /** What one writer does, over and over; true when it was stored. */
  @FunctionalInterface
  private interface Writing {
    boolean once(ThreadLocalRandom random);
  }

  private record Outcome(int stored, int refused, double perSecond) {}

  private Outcome hammer(Writing writing, Duration length) throws Exception {
    var stored = new AtomicInteger();
    var refused = new AtomicInteger();
    long end = System.nanoTime() + length.toNanos();
    try (var writers = Executors.newFixedThreadPool(WRITERS)) {
      var running = new ArrayList<java.util.concurrent.Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        running.add(
            writers.submit(
                () -> {
                  while (System.nanoTime() < end) {
                    (writing.once(ThreadLocalRandom.current()) ? stored : refused)
                        .incrementAndGet();
                  }
                }));
      }
      for (var one : running) {
        one.get();
      }
    }
    return new Outcome(
        stored.get(), refused.get(), (stored.get() + refused.get()) / (double) length.toSeconds());
  }

  private RecordId make(Caller caller, CompiledForm form, Map<String, Object> values) {
    return ServiceCalls.await(() -> records.create(caller, form, input(form, values))).id();
  }

  private static RecordInput input(CompiledForm form, Map<String, Object> values) {
    var input = RecordInput.empty(form.slots());
    values.forEach((key, value) -> input.with(form.column(key).orElseThrow().slot(), value));
    return input;
  }

  /** False when an invariant refused it; anything else is a failure of the test. */
  private boolean stored(Runnable change) {
    try {
      change.run();
      return true;
    } catch (Refusal refusal) {
      if (refusal.problems().getFirst().code().equals("invariant-broken")) {
        return false;
      }
      throw refusal;
    }
  }

  private Writing addingAndRemoving(
      Caller caller,
      CompiledForm form,
      String link,
      RecordId target,
      String amount,
      int low,
      int high) {
    var made = new ConcurrentLinkedQueue<RecordId>();
    return random -> {
      var old = random.nextInt(3) == 0 ? made.poll() : null;
      if (old != null) {
        return stored(
            () -> ServiceCalls.await(() -> records.delete(caller, form, old, null, false)));
      }
      var value = BigDecimal.valueOf(random.nextInt(low, high + 1));
      return stored(
          () ->
              made.add(
                  make(
                      caller,
                      form,
                      Map.of(link, new RecordRef(target.value(), null), amount, value))));
    };
  }

  private BigDecimal number(String sql) {
    return ServiceCalls.await(
        () -> pool.query(sql).execute().map(rows -> rows.iterator().next().getBigDecimal(0)));
  }

  private static String without(String form) {
    return form.replaceAll(", \"invariants\": \\[.*?]", "");
  }

  private static void print(String name, Outcome with, Outcome without) {
    System.out.printf(
        "%s: %.0f changes/s with the invariant (%d stored, %d refused), %.0f without: %.2f%n",
        name,
        with.perSecond,
        with.stored,
        with.refused,
        without.perSecond,
        with.perSecond / without.perSecond);
  }

  @Test
  void never_more_is_received_than_invoiced() throws Exception {
    var outcomes = new ArrayList<Outcome>();
    for (boolean checked : List.of(true, false)) {
      var caller = people.administrator().caller();
      var forms = apps.publish(caller, "till", checked ? INVOICE : without(INVOICE), PAYMENT);
      var invoice =
          make(
              caller,
              forms.get("invoice"),
              Map.of("name", "INV-1", "amount", BigDecimal.valueOf(1_000)));
      outcomes.add(
          hammer(
              addingAndRemoving(caller, forms.get("payment"), "invoice", invoice, "amount", 1, 40),
              checked ? HAMMERING : COMPARISON));
      var paid =
          number(
              "SELECT COALESCE(sum(amount), 0) FROM %s WHERE deleted_at IS NULL"
                  .formatted(forms.get("payment").table().sql()));
      var kept = number("SELECT received FROM " + forms.get("invoice").table().sql());
      assertThat(kept).isEqualByComparingTo(paid);
      if (checked) {
        assertThat(paid).isLessThanOrEqualTo(BigDecimal.valueOf(1_000)).isPositive();
        assertThat(outcomes.getFirst().refused).isPositive();
      }
    }
    print("one invoice", outcomes.getFirst(), outcomes.getLast());
  }

  @Test
  void stock_is_never_below_zero() throws Exception {
    var outcomes = new ArrayList<Outcome>();
    for (boolean checked : List.of(true, false)) {
      var caller = people.administrator().caller();
      var forms = apps.publish(caller, "store", checked ? STOCK : without(STOCK), MOVE);
      var stock = make(caller, forms.get("stock"), Map.of("name", "Shelf 1"));
      outcomes.add(
          hammer(
              addingAndRemoving(caller, forms.get("move"), "stock", stock, "quantity", -20, 20),
              checked ? HAMMERING : COMPARISON));
      var onHand =
          number(
              "SELECT COALESCE(sum(quantity), 0) FROM %s WHERE deleted_at IS NULL"
                  .formatted(forms.get("move").table().sql()));
      assertThat(number("SELECT on_hand FROM " + forms.get("stock").table().sql()))
          .isEqualByComparingTo(onHand);
      if (checked) {
        assertThat(onHand).isNotNegative();
        assertThat(outcomes.getFirst().refused).isPositive();
      }
    }
    print("one stock row", outcomes.getFirst(), outcomes.getLast());
  }

  @Test
  void exposure_stays_within_the_credit_limit_over_two_forms() throws Exception {
    var outcomes = new ArrayList<Outcome>();
    for (boolean checked : List.of(true, false)) {
      var caller = people.administrator().caller();
      var forms =
          apps.publish(caller, "credit", checked ? ACCOUNT : without(ACCOUNT), PURCHASE, BILL);
      var account =
          make(
              caller,
              forms.get("account"),
              Map.of("name", "Acme", "credit_limit", BigDecimal.valueOf(5_000)));
      var purchases =
          addingAndRemoving(caller, forms.get("purchase"), "account", account, "amount", 1, 300);
      var bills =
          addingAndRemoving(caller, forms.get("bill"), "account", account, "amount", 1, 300);
      outcomes.add(
          hammer(
              random -> (random.nextBoolean() ? purchases : bills).once(random),
              checked ? HAMMERING : COMPARISON));
      var exposure =
          number(
              "SELECT (SELECT COALESCE(sum(amount), 0) FROM %s WHERE deleted_at IS NULL AND billed IS NOT TRUE) + (SELECT COALESCE(sum(amount), 0) FROM %s WHERE deleted_at IS NULL)"
                  .formatted(forms.get("purchase").table().sql(), forms.get("bill").table().sql()));
      assertThat(number("SELECT exposure FROM " + forms.get("account").table().sql()))
          .isEqualByComparingTo(exposure);
      if (checked) {
        assertThat(exposure).isLessThanOrEqualTo(BigDecimal.valueOf(5_000)).isPositive();
        assertThat(outcomes.getFirst().refused).isPositive();
      }
    }
    print("one credit account", outcomes.getFirst(), outcomes.getLast());
  }
}
