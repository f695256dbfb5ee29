package dev.formwork.workflow.instance;

import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.live.LiveTasks;
import dev.formwork.workflow.store.FlowStore;
import dev.formwork.workflow.store.NoticeStore;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** What people say beside the flow: comments, and whom they mention; and how often they urge. */
@ApplicationScoped
public class Remarks {

  private static final int LONGEST = 4_000;

  /** Minutes between two reminders of one instance. */
  private static final int COOL_DOWN = 10;

  private final Pool pool;
  private final LiveTasks live;

  Remarks(Pool pool, LiveTasks live) {
    this.pool = pool;
    this.live = live;
  }

  /** A comment that is none, or too long, is refused. */
  public static String checked(String comment) {
    if (comment == null || comment.isBlank()) {
      throw Refusal.invalid(List.of(Problem.at("/comment", "required")));
    }
    return bounded(comment);
  }

  /** Nullable; refused only when it is too long. */
  public static String bounded(String comment) {
    if (comment != null && comment.length() > LONGEST) {
      throw Refusal.invalid(List.of(Problem.at("/comment", "text-too-long", LONGEST)));
    }
    return comment == null || comment.isBlank() ? null : comment.strip();
  }

  /**
   * @param step nullable
   * @param mentioned are told
   */
  public Uni<Void> comment(
      Caller caller, FlowStore.Stored stored, String step, String comment, List<UUID> mentioned) {
    var words = checked(comment);
    var instance = stored.instance();
    var schema = caller.workspace().schema();
    return pool.withTransaction(
            sql ->
                sql.preparedQuery(
                        """
                        INSERT INTO "%s".flow_event (instance_id, at, kind, step, member_id, comment)
                        VALUES ($1, now(), 'commented', $2, $3, $4)"""
                            .formatted(schema))
                    .execute(Tuple.of(instance.id(), step, caller.memberId(), words))
                    .chain(
                        () ->
                            Multi.createFrom()
                                .iterable(
                                    mentioned.stream()
                                        .filter(one -> caller.people().standing(one).isPresent())
                                        .toList())
                                .onItem()
                                .transformToUniAndConcatenate(
                                    member ->
                                        NoticeStore.tell(
                                            sql,
                                            schema,
                                            member,
                                            "mentioned",
                                            stored,
                                            step,
                                            words,
                                            caller.memberId()))
                                .collect()
                                .asList()))
        .invoke(
            () -> {
              mentioned.forEach(live::changed);
              if (instance.subject() != null) {
                live.changed(instance.subject().record());
              }
            })
        .replaceWithVoid();
  }

  /** Nobody is urged all the time. */
  Uni<Void> requireCooled(Caller caller, UUID instance) {
    return pool.preparedQuery(
            """
            SELECT 1 FROM "%s".flow_event WHERE instance_id = $1 AND kind = 'urged'
            AND at > now() - $2::int * interval '1 minute' LIMIT 1"""
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(instance, COOL_DOWN))
        .invoke(
            rows -> {
              if (rows.iterator().hasNext()) {
                throw Refusal.of(Refusal.Kind.TOO_MANY, "flow-urged-lately", COOL_DOWN);
              }
            })
        .replaceWithVoid();
  }
}
