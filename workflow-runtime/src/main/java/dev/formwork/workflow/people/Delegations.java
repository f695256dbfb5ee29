package dev.formwork.workflow.people;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.workflow.problem.FlowProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A member's own delegations: periods in which new tasks go to a substitute. */
@ApplicationScoped
public class Delegations {

  private final Pool pool;
  private final Substitutes substitutes;

  Delegations(Pool pool, Substitutes substitutes) {
    this.pool = pool;
    this.substitutes = substitutes;
  }

  /** A period. */
  public record Delegation(
      UUID id, MemberId member, MemberId to, OffsetDateTime from, OffsetDateTime until) {}

  /** The caller's own that are not over, the next first. */
  public Uni<List<Delegation>> list(Caller caller) {
    return pool.preparedQuery(
            """
            SELECT id, member_id, deputy_id, starts_at, ends_at FROM "%s".flow_deputy
            WHERE member_id = $1 AND ends_at > now() ORDER BY starts_at"""
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(MemberId.valueOrNull(caller.memberId())))
        .map(
            rows -> {
              var found = new ArrayList<Delegation>();
              rows.forEach(
                  row ->
                      found.add(
                          new Delegation(
                              row.getUUID(0),
                              MemberId.of(row.getUUID(1)),
                              MemberId.of(row.getUUID(2)),
                              row.getOffsetDateTime(3),
                              row.getOffsetDateTime(4))));
              return List.copyOf(found);
            });
  }

  public Uni<Void> save(Caller caller, MemberId to, OffsetDateTime from, OffsetDateTime until) {
    caller.requireWriting();
    caller.requireUnlimitedToken();
    var problems = new ArrayList<Problem>();
    boolean works = caller.people().standing(to).map(Membership::active).orElse(false);
    if (!works) {
      problems.add(Problem.at("/to", FlowProblem.TASK_NOBODY));
    } else if (to.equals(caller.memberId())) {
      problems.add(Problem.at("/to", FlowProblem.DEPUTY_SELF));
    }
    if (from == null || until == null || !until.isAfter(from)) {
      problems.add(Problem.at("/until", FlowProblem.DEPUTY_PERIOD));
    }
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return pool.preparedQuery(
            """
            INSERT INTO "%s".flow_deputy (id, member_id, deputy_id, starts_at, ends_at)
            VALUES ($1, $2, $3, $4, $5)"""
                .formatted(caller.workspace().schema()))
        .execute(
            Tuple.of(
                UuidCreator.getTimeOrderedEpoch(),
                MemberId.valueOrNull(caller.memberId()),
                to.value(),
                from,
                until))
        .invoke(() -> substitutes.forget(caller.workspace().schema()))
        .replaceWithVoid();
  }

  /** Ends one of the caller's own at once. */
  public Uni<Void> end(Caller caller, UUID id) {
    caller.requireWriting();
    return pool.preparedQuery(
            "UPDATE \"%s\".flow_deputy SET ends_at = now() WHERE id = $1 AND member_id = $2"
                .formatted(caller.workspace().schema()))
        .execute(Tuple.of(id, MemberId.valueOrNull(caller.memberId())))
        .invoke(() -> substitutes.forget(caller.workspace().schema()))
        .replaceWithVoid();
  }
}
