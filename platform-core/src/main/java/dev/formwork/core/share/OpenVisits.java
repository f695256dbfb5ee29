package dev.formwork.core.share;

import dev.formwork.core.share.PublicLinkService.Visit;
import dev.formwork.core.thread.RepeatingTask;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * The pages of public links that are open on this node. Each action on them asks what the link may
 * give now; so that pages nobody acts on end as well, each link is asked every few seconds, once
 * for all of its pages and one after the other. Together with the time in which a node hears of
 * changed people, or notices that it hears nothing, that is as long as a revoked token may live.
 */
@ApplicationScoped
public class OpenVisits {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  /** A page: what it shows, and how it ends. */
  private record Page(Visit visit, Runnable end) {}

  private final Function<Visit, Uni<Boolean>> isOver;
  private final RepeatingTask looking;

  /** By link. */
  private final Map<UUID, List<Page>> pages = new ConcurrentHashMap<>();

  @Inject
  OpenVisits(Vertx vertx, PublicLinkService links) {
    this(vertx, LOOK_EVERY, links::isOver);
  }

  OpenVisits(Vertx vertx, Duration pause, Function<Visit, Uni<Boolean>> isOver) {
    this.isOver = isOver;
    this.looking = new RepeatingTask(vertx, "Looking at open public pages", pause, this::look);
  }

  void start(@Observes StartupEvent event) {
    looking.start();
  }

  void stop(@Observes ShutdownEvent event) {
    looking.stop();
  }

  /**
   * @param end called when the link is over, on a worker thread
   * @return ends the watching
   */
  public Runnable watch(Visit visit, Runnable end) {
    var link = visit.link().id();
    var page = new Page(visit, end);
    pages.compute(
        link,
        (_, here) -> {
          var all = here == null ? new CopyOnWriteArrayList<Page>() : here;
          all.add(page);
          return all;
        });
    return () ->
        pages.computeIfPresent(
            link,
            (_, here) -> {
              here.remove(page);
              return here.isEmpty() ? null : here;
            });
  }

  /** How many links have pages that are open. */
  int links() {
    return pages.size();
  }

  Uni<Boolean> look() {
    return Multi.createFrom()
        .iterable(List.copyOf(pages.values()))
        .onItem()
        .transformToUniAndConcatenate(this::look)
        .collect()
        .asList()
        .replaceWith(false);
  }

  private Uni<Void> look(List<Page> here) {
    return here.stream()
        .findFirst()
        .map(
            page ->
                isOver
                    .apply(page.visit)
                    .invoke(
                        over -> {
                          if (over) {
                            here.forEach(
                                one -> Infrastructure.getDefaultWorkerPool().execute(one.end));
                          }
                        })
                    .replaceWithVoid())
        .orElseGet(() -> Uni.createFrom().voidItem());
  }
}
