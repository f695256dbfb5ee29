package dev.formwork.core.workspace.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One load for all who ask, the newest state for whoever asks next, and never nothing meanwhile.
 */
final class CompiledAppCacheTest {

  /** Loads that are under way; each ends when the test says so. */
  private final List<CompletableFuture<String>> loads = new ArrayList<>();

  private final List<String> takenFrom = new ArrayList<>();
  private final List<Boolean> told = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(8);

  private final CompiledAppCache<String, String> cache =
      new CompiledAppCache<>(this::load, state -> !state.isEmpty());

  private synchronized Uni<String> load(String key, String before, boolean toldBefore) {
    var load = new CompletableFuture<String>();
    loads.add(load);
    takenFrom.add(before);
    told.add(toldBefore);
    return Uni.createFrom().completionStage(load);
  }

  @AfterEach
  void end() {
    threads.close();
  }

  private CompletableFuture<String> asked() {
    return cache.get("crm").subscribeAsCompletionStage();
  }

  private static void begin(Uni<?> work) {
    work.subscribe().with(_ -> {}, _ -> {});
  }

  private void running(String state) {
    var first = asked();
    loads.getLast().complete(state);
    assertThat(first).isCompletedWithValue(state);
  }

  @Test
  void however_many_ask_at_once_one_load_answers_them() throws Exception {
    var begin = new CountDownLatch(1);
    var asking = new ArrayList<Future<CompletableFuture<String>>>();
    for (int i = 0; i < 64; i++) {
      asking.add(
          threads.submit(
              () -> {
                begin.await();
                return asked();
              }));
    }
    begin.countDown();
    var answers = new ArrayList<CompletableFuture<String>>();
    for (var one : asking) {
      answers.add(one.get());
    }
    assertThat(loads).hasSize(1);
    loads.getFirst().complete("v1");
    assertThat(answers).allMatch(answer -> answer.join().equals("v1"));
    assertThat(asked()).isCompletedWithValue("v1");
    assertThat(loads).hasSize(1);
  }

  @Test
  void the_old_state_serves_while_the_new_one_is_loaded() {
    running("v1");
    var changed = cache.changed("crm").subscribeAsCompletionStage();
    assertThat(asked()).isCompletedWithValue("v1");
    assertThat(changed).isNotDone();
    loads.getLast().complete("v2");
    assertThat(changed).isCompleted();
    assertThat(asked()).isCompletedWithValue("v2");
    assertThat(takenFrom).containsExactly(null, "v1");
  }

  @Test
  void what_changes_during_a_load_is_loaded_after_it_and_once() {
    running("v1");
    begin(cache.changed("crm"));
    var second = cache.changed("crm").subscribeAsCompletionStage();
    var third = cache.changed("crm").subscribeAsCompletionStage();
    loads.getLast().complete("v2");
    assertThat(second).isNotDone();
    assertThat(loads).hasSize(3);
    loads.getLast().complete("v3");
    assertThat(second).isCompleted();
    assertThat(third).isCompleted();
    assertThat(asked()).isCompletedWithValue("v3");
  }

  @Test
  void a_publish_hands_over_what_it_made_and_nothing_is_loaded_before_its_announcement() {
    running("v1");
    var publish = new CompletableFuture<Integer>();
    var published =
        cache
            .publishing(
                "crm",
                "v1",
                () -> Uni.createFrom().completionStage(publish),
                () -> Uni.createFrom().item("v2"))
            .subscribeAsCompletionStage();
    var announced = cache.changed("crm").subscribeAsCompletionStage();
    assertThat(asked()).isCompletedWithValue("v1");
    assertThat(loads).hasSize(1);
    publish.complete(7);
    assertThat(published).isCompletedWithValue(7);
    assertThat(asked()).isCompletedWithValue("v2");
    assertThat(told).containsExactly(false, true);
    loads.getLast().complete("v2");
    assertThat(announced).isCompleted();
  }

  @Test
  void a_publish_that_fails_changes_nothing() {
    running("v1");
    var published =
        cache
            .publishing(
                "crm",
                "v1",
                () -> Uni.createFrom().<Integer>failure(new IllegalStateException("refused")),
                () -> Uni.createFrom().item("v2"))
            .subscribeAsCompletionStage();
    assertThatThrownBy(published::join).hasRootCauseMessage("refused");
    assertThat(asked()).isCompletedWithValue("v1");
    begin(cache.changed("crm"));
    assertThat(told).containsExactly(false, false);
  }

  @Test
  void what_a_publish_made_never_replaces_a_state_that_it_does_not_rest_on() {
    running("v2");
    begin(
        cache.publishing(
            "crm",
            "v1",
            () -> Uni.createFrom().item(1),
            () -> Uni.createFrom().item("v1 changed")));
    assertThat(asked()).isCompletedWithValue("v2");
    loads.getLast().complete("v3");
    assertThat(asked()).isCompletedWithValue("v3");
  }

  @Test
  void a_load_that_began_before_a_publish_ended_is_done_again() {
    running("v1");
    begin(cache.changed("crm"));
    begin(
        cache.publishing(
            "crm", "v1", () -> Uni.createFrom().item(1), () -> Uni.createFrom().item("v2")));
    loads.get(1).complete("v1");
    assertThat(asked()).isCompletedWithValue("v2");
    loads.getLast().complete("v2 and more");
    assertThat(asked()).isCompletedWithValue("v2 and more");
  }

  @Test
  void after_a_failure_whoever_asks_next_loads_again() {
    running("v1");
    var changed = cache.changed("crm").subscribeAsCompletionStage();
    loads.getLast().completeExceptionally(new IllegalStateException("no database"));
    assertThat(changed).isCompletedExceptionally();
    running("v2");
  }

  @Test
  void what_nobody_asked_for_is_not_loaded_and_what_is_nothing_is_not_kept() {
    assertThat(cache.changed("crm").subscribeAsCompletionStage()).isCompleted();
    assertThat(loads).isEmpty();
    running("");
    running("v1");
  }
}
