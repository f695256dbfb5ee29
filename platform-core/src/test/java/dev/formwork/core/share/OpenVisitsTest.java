package dev.formwork.core.share;

import static org.assertj.core.api.Assertions.assertThat;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.share.PublicLinkService.Visit;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of public links end with their links, also when nobody acts on them. */
final class OpenVisitsTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final Set<UUID> over = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();
  private final OpenVisits visits = new OpenVisits(vertx, Duration.ofMillis(10), this::isOver);

  private Uni<Boolean> isOver(Visit visit) {
    asked.incrementAndGet();
    return Uni.createFrom().item(over.contains(visit.link().id()));
  }

  private static Visit visit(int link) {
    return new Visit(
        new PublicLink(
            new UUID(0, link),
            new UUID(0, 9),
            new AppKey("crm"),
            new FormKey("deal"),
            PublicLink.Kind.FORM,
            null,
            false,
            PublicLinkSettings.of(List.of("name"), List.of()),
            null,
            0),
        null,
        null,
        null);
  }

  @BeforeEach
  void start() {
    visits.start(null);
  }

  @AfterEach
  void stop() {
    visits.stop(null);
    vertx.close();
  }

  @Test
  void all_pages_of_a_link_end_with_it_and_no_others() throws Exception {
    var ended = new CountDownLatch(2);
    var other = new AtomicInteger();
    visits.watch(visit(1), ended::countDown);
    visits.watch(visit(1), ended::countDown);
    visits.watch(visit(2), other::incrementAndGet);
    over.add(new UUID(0, 1));
    assertThat(ended.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
    assertThat(other).hasValue(0);
  }

  @Test
  void a_link_is_asked_once_for_all_of_its_pages() {
    visits.stop(null);
    for (int page = 0; page < 50; page++) {
      visits.watch(visit(1), () -> {});
    }
    asked.set(0);
    visits.look().await().atMost(LONG);
    assertThat(asked).hasValue(1);
  }

  @Test
  void nobody_asks_for_pages_that_were_left() {
    var one = visits.watch(visit(1), () -> {});
    var same = visits.watch(visit(1), () -> {});
    one.run();
    assertThat(visits.links()).isOne();
    same.run();
    same.run();
    assertThat(visits.links()).isZero();
  }
}
