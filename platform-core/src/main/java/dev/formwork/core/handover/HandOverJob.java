package dev.formwork.core.handover;

import static dev.formwork.core.thread.VirtualThreads.await;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.job.Job;
import dev.formwork.core.job.JobHandler;
import dev.formwork.core.member.Members;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.record.RecordService;
import dev.formwork.core.record.query.RecordPage;
import dev.formwork.core.record.query.RecordQuery;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.thread.VirtualThreads;
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Changes the owner of a hand-over's records, a page at a time. A changed record no longer matches,
 * so a crash loses and repeats nothing; records that cannot be changed are listed and skipped.
 */
@ApplicationScoped
class HandOverJob implements JobHandler {

  private static final Logger LOG = Logger.getLogger(HandOverJob.class);

  private static final int PAGE = 100;
  private static final int MAX_NOTED = 100;

  private final Pool pool;
  private final HandOvers handOvers;
  private final RecordQueries queries;
  private final RecordService records;
  private final Members members;
  private final Workspaces workspaces;

  HandOverJob(
      Pool pool,
      HandOvers handOvers,
      RecordQueries queries,
      RecordService records,
      Members members,
      Workspaces workspaces) {
    this.pool = pool;
    this.handOvers = handOvers;
    this.queries = queries;
    this.records = records;
    this.members = members;
    this.workspaces = workspaces;
  }

  @Override
  public String kind() {
    return HandOvers.JOB;
  }

  /** Where a hand-over stands. */
  private record Work(
      UUID id,
      Caller by,
      MemberId from,
      MemberId to,
      String place,
      String cursor,
      boolean finished) {

    /** Fields are gone through in the order of their places. */
    boolean isAhead(OwnershipField field) {
      int order = field.place().compareTo(place);
      return cursor == null ? order > 0 : order >= 0;
    }
  }

  @Override
  public Uni<Progress> step(Job job) {
    return VirtualThreads.run(() -> page(job));
  }

  private Progress page(Job job) {
    var work = work(job);
    if (work.finished) {
      return Progress.DONE;
    }
    var next =
        await(handOvers.holdings(work.by.workspace())).stream().filter(work::isAhead).findFirst();
    if (next.isEmpty()) {
      finish(work);
      return Progress.DONE;
    }
    var owned = next.get();
    var page = owned(work, owned);
    var outcomes = page.items().stream().map(record -> change(work, owned, record)).toList();
    note(work, owned.place(), page.nextCursor(), outcomes);
    return Progress.MORE;
  }

  private Work work(Job job) {
    var id = UUID.fromString(job.subject());
    var workspace = await(workspaces.byId(job.workspaceId()));
    var row =
        await(
                pool.preparedQuery(
                        """
                        SELECT member_id, to_id, by_id, place, cursor, finished_at IS NOT NULL FROM formwork.hand_over
                        WHERE id = $1""")
                    .execute(Tuple.of(id)))
            .iterator()
            .next();
    return new Work(
        id,
        await(members.caller(new MemberId(row.getUUID(2)), workspace)),
        new MemberId(row.getUUID(0)),
        new MemberId(row.getUUID(1)),
        row.getString(3),
        row.getString(4),
        row.getBoolean(5));
  }

  private void finish(Work work) {
    await(
        pool.preparedQuery("UPDATE formwork.hand_over SET finished_at = now() WHERE id = $1")
            .execute(Tuple.of(work.id)));
    LOG.infof(
        "Hand-over %s in workspace %s from member %s to member %s done",
        work.id, work.by.workspace().schema(), work.from, work.to);
  }

  /** The next records that are the leaving member's by this field. */
  private RecordPage owned(Work work, OwnershipField ownershipField) {
    var owner = HandOvers.asOwner(work.by, work.from);
    var cursor = ownershipField.place().equals(work.place) ? work.cursor : null;
    var query = new RecordQuery(ownershipField.filter(), null, List.of(), PAGE, cursor, 0);
    return await(queries.list(owner, ownershipField.form(), query));
  }

  private void note(Work work, String place, String cursor, List<Outcome> outcomes) {
    var refused = outcomes.stream().map(Outcome::refused).filter(Objects::nonNull).toList();
    await(
        pool.preparedQuery(
                """
                UPDATE formwork.hand_over SET place = $2, cursor = $3, done = done + $4,
                failed = CASE WHEN jsonb_array_length(failed) < $6 THEN failed || $5::text::jsonb ELSE failed END
                WHERE id = $1""")
            .execute(
                Tuple.from(
                    Arrays.asList(
                        work.id,
                        place,
                        cursor,
                        outcomes.size() - refused.size(),
                        DefinitionJson.write(refused),
                        MAX_NOTED))));
  }

  /**
   * @param refused null: it was changed
   */
  private record Outcome(HandOver.Refused refused) {}

  private Outcome change(Work work, OwnershipField ownershipField, StoredRecord listed) {
    var form = ownershipField.form();
    try {
      var record = await(records.get(work.by, form, listed.id()));
      await(
          records.change(
              work.by,
              form,
              record.id(),
              record.version(),
              ownershipField.change(record, work.from, work.to)));
      return new Outcome(null);
    } catch (Refusal refusal) {
      return new Outcome(
          new HandOver.Refused(
              form.app(),
              form.definition().key(),
              listed.id(),
              refusal.problems().stream()
                  .map(problem -> problem.message(work.by.locale()))
                  .collect(Collectors.joining(" "))));
    }
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.hand_over SET finished_at = now(), error = $2 WHERE id = $1")
        .execute(Tuple.of(UUID.fromString(job.subject()), Objects.toString(error, "")))
        .replaceWithVoid();
  }
}
