package dev.formwork.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.formwork.ui.failure.FailureRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Pages load, in two browsers side by side, while records are saved, a form is published again and
 * again and people are invited. {@code -Dformwork.loads=N} says how many.
 */
@InWorld
final class PageLoadLoopTest {

  private static final int LOADS = Integer.getInteger("formwork.loads", 24);
  private static final int LANES = 2;
  private static final String RECORDS = "/api/v1/apps/ltc/forms/visit/records";

  /** A save for each page that was loaded, a publication for every sixth. */
  private final Semaphore saving = new Semaphore(LANES);

  private final Semaphore publishing = new Semaphore(1);
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger saves = new AtomicInteger();
  private final AtomicInteger publications = new AtomicInteger();
  private final Queue<Integer> durationsMs = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isOver = new AtomicBoolean();

  private World world;

  @BeforeAll
  void a_form(World own) {
    world = own.installPack();
    publish(0);
  }

  @Test
  void every_page_loads_beside_saves_publications_and_invitations() throws InterruptedException {
    var writers =
        List.of(
            Thread.ofPlatform().name("saves").start(() -> repeat(this::save)),
            Thread.ofPlatform().name("publications").start(() -> repeat(this::publishAgain)));
    var lanes = new Thread[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = Thread.ofPlatform().name("lane-" + i).start(this::drive);
    }
    for (var lane : lanes) {
      lane.join();
    }
    isOver.set(true);
    saving.release();
    publishing.release();
    for (var writer : writers) {
      writer.join();
    }
    System.out.println(figures());
    assertThat(failures).isEmpty();
    assertThat(durationsMs).hasSize(LOADS);
  }

  private String figures() {
    var sorted = durationsMs.stream().mapToInt(Integer::intValue).sorted().toArray();
    return "%d pages loaded in %d lanes beside %d saves and %d publications: median %d ms, 99 of 100 within %d ms, longest %s ms"
        .formatted(
            sorted.length,
            LANES,
            saves.get(),
            publications.get(),
            sorted.length == 0 ? 0 : sorted[sorted.length / 2],
            sorted.length == 0 ? 0 : sorted[sorted.length * 99 / 100],
            Arrays.toString(
                Arrays.copyOfRange(sorted, Math.max(0, sorted.length - 5), sorted.length)));
  }

  private interface Work {
    void go() throws InterruptedException;
  }

  private void repeat(Work work) {
    while (!isOver.get()) {
      attempt(work);
    }
  }

  /** The first failure ends the loop and is recorded by the thread that met it. */
  private void attempt(Work work) {
    try {
      work.go();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | AssertionError e) {
      isOver.set(true);
      var name = "PageLoadLoopTest-" + Thread.currentThread().getName();
      failures.add(e.getMessage() + "\nKept in " + FailureRecord.keep(name, e));
    }
  }

  private void save() throws InterruptedException {
    saving.acquire();
    String id =
        world
            .asAdministrator()
            .body(Map.of("name", "Visit " + saves.get()))
            .post(RECORDS)
            .then()
            .statusCode(201)
            .extract()
            .path("id");
    world
        .asAdministrator()
        .body(Map.of("name", "Visit " + saves.incrementAndGet()))
        .patch(RECORDS + "/" + id)
        .then()
        .statusCode(200);
  }

  private void publishAgain() throws InterruptedException {
    publishing.acquire();
    publish(publications.incrementAndGet());
  }

  private void publish(int number) {
    var definition =
        """
        {"key": "visit", "title": {"en": "Visit %d"}, "fields": [
          {"type": "text", "key": "name", "title": {"en": "Name"}},
          {"type": "lookup", "key": "account", "title": {"en": "Account"}, "form": "account"}]}"""
            .formatted(number);
    world.publishForm("visit", definition);
  }

  private void drive() {
    try (var own = new Browsers(world.address())) {
      var page = own.page(1280, 800, "en-US");
      attempt(() -> signIn(own, page, world.login("admin")));
      int number = loads.incrementAndGet();
      while (!isOver.get() && number <= LOADS) {
        int kind = number % 6;
        attempt(() -> load(own, page, kind));
        saving.release();
        if (kind == 0) {
          publishing.release();
        }
        if (number % 100 == 0) {
          System.out.println(figures());
        }
        number = loads.incrementAndGet();
      }
    }
  }

  private static void signIn(Browsers own, Page page, String login) {
    page.navigate(own.at("sign-in"));
    own.enter(page, login, Browsers.PASSWORD);
    page.waitForURL(url -> !url.contains("sign-in"));
  }

  private void load(Browsers own, Page page, int kind) {
    switch (kind) {
      case 0, 3 -> invitation(own);
      case 1 -> load(page, own.at("app/ltc/visit"), "#create");
      case 2 -> load(page, own.at("app/ltc/account"), "#create");
      case 4 -> load(page, own.at("app/ltc/visit/new"), "#save-record");
      default -> load(page, own.at("tasks"), "h1");
    }
  }

  /** Opened by somebody new, in an empty browser, as soon as the link is made. */
  private void invitation(Browsers own) {
    String path =
        world
            .asAdministrator()
            .body("{}")
            .post("/api/v1/organization/invitations")
            .then()
            .statusCode(201)
            .extract()
            .path("path");
    var page = own.page(1280, 800, "en-US");
    load(page, own.at(path.substring(1)), "#join");
    page.context().close();
  }

  private void load(Page page, String address, String sign) {
    long start = System.nanoTime();
    page.navigate(address);
    page.locator(sign).first().waitFor();
    durationsMs.add((int) ((System.nanoTime() - start) / 1_000_000));
  }
}
