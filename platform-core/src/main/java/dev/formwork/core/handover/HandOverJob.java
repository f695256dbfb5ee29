package dev.formwork.core.handover;

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
import dev.formwork.core.workspace.Workspaces;
import io.smallrye.mutiny.Multi;
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
      UUID id, Caller by, MemberId from, MemberId to, String place, String cursor, boolean finished) {}

  @Override
  public Uni<Progress> step(Job job) {
    return work(job)
        .chain(
            work ->
                work.finished
                    ? Uni.createFrom().item(Progress.DONE)
                    : handOvers
                        .holdings(work.by.workspace())
                        .chain(holdings -> step(work, holdings)));
  }

  private Uni<Work> work(Job job) {
    var id = UUID.fromString(job.subject());
    return workspaces
        .byId(job.workspaceId())
        .chain(
            workspace ->
                pool.preparedQuery(
                        """
                        SELECT member_id, to_id, by_id, place, cursor, finished_at IS NOT NULL FROM formwork.hand_over
                        WHERE id = $1""")
                    .execute(Tuple.of(id))
                    .map(rows -> rows.iterator().next())
                    .chain(
                        row ->
                            members
                                .caller(new MemberId(row.getUUID(2)), workspace)
                                .map(
                                    by ->
                                        new Work(
                                            id,
                                            by,
                                            new MemberId(row.getUUID(0)),
                                            new MemberId(row.getUUID(1)),
                                            row.getString(3),
                                            row.getString(4),
                                            row.getBoolean(5)))));
  }

  private Uni<Progress> step(Work work, List<OwnershipField> holdings) {
    var next =
        holdings.stream()
            .filter(
                ownershipField ->
                    work.cursor == null
                        ? ownershipField.place().compareTo(work.place) > 0
                        : ownershipField.place().compareTo(work.place) >= 0)
            .findFirst();
    if (next.isEmpty()) {
      return pool.preparedQuery("UPDATE formwork.hand_over SET finished_at = now() WHERE id = $1")
          .execute(Tuple.of(work.id))
          .invoke(
              () ->
                  LOG.infof(
                      "Hand-over %s in workspace %s from member %s to member %s done",
                      work.id, work.by.workspace().schema(), work.from, work.to))
          .replaceWith(Progress.DONE);
    }
    return page(work, next.get()).replaceWith(Progress.MORE);
  }

  private Uni<Void> page(Work work, OwnershipField ownershipField) {
    var owner = HandOvers.asOwner(work.by, work.from);
    var cursor = ownershipField.place().equals(work.place) ? work.cursor : null;
    var query = new RecordQuery(ownershipField.filter(), null, List.of(), PAGE, cursor, 0);
    return queries
        .list(owner, ownershipField.form(), query)
        .chain(recordPage -> change(work, ownershipField, recordPage));
  }

  private Uni<Void> change(Work work, OwnershipField ownershipField, RecordPage recordPage) {
    return Multi.createFrom()
        .iterable(recordPage.items())
        .onItem()
        .transformToUniAndConcatenate(record -> change(work, ownershipField, record))
        .collect()
        .asList()
        .chain(
            outcomes -> {
              var refused =
                  outcomes.stream()
                      .filter(one -> one.refused != null)
                      .map(one -> one.refused)
                      .collect(Collectors.toList());
              int done = outcomes.size() - refused.size();
              return pool.preparedQuery(
                      """
                      UPDATE formwork.hand_over SET place = $2, cursor = $3, done = done + $4,
                      failed = CASE WHEN jsonb_array_length(failed) < $6 THEN failed || $5::text::jsonb ELSE failed END
                      WHERE id = $1""")
                  .execute(
                      Tuple.from(
                          Arrays.asList(
                              work.id,
                              ownershipField.place(),
                              recordPage.nextCursor(),
                              done,
                              DefinitionJson.write(refused),
                              MAX_NOTED)))
                  .replaceWithVoid();
            });
  }

  /**
   * @param refused null: it was changed
   */
  private record Outcome(HandOver.Refused refused) {}

  private Uni<Outcome> change(Work work, OwnershipField ownershipField, StoredRecord listed) {
    var form = ownershipField.form();
    return records
        .get(work.by, form, listed.id())
        .chain(
            record ->
                records.change(
                    work.by,
                    form,
                    record.id(),
                    record.version(),
                    ownershipField.change(record, work.from, work.to)))
        .map(_ -> new Outcome(null))
        .onFailure(Refusal.class)
        .recoverWithItem(
            failure ->
                new Outcome(
                    new HandOver.Refused(
                        form.app(),
                        form.definition().key(),
                        listed.id(),
                        failure.problems().stream()
                            .map(problem -> problem.message(work.by.locale()))
                            .collect(Collectors.joining(" ")))));
  }

  @Override
  public Uni<Void> failed(Job job, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.hand_over SET finished_at = now(), error = $2 WHERE id = $1")
        .execute(Tuple.of(UUID.fromString(job.subject()), Objects.toString(error, "")))
        .replaceWithVoid();
  }
}
