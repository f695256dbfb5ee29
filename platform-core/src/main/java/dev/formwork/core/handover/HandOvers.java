package dev.formwork.core.handover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.job.JobQueue;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.admin.OrganizationCommands;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.Workspace;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Transfers what a member owns to another member: departments and reports at once, records of all
 * forms in the background, each as a normal change by whoever ordered it.
 */
@ApplicationScoped
public class HandOvers {

  static final String JOB = "hand-over";

  private final Pool pool;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final RecordQueries queries;
  private final OrganizationCommands changes;
  private final JobQueue jobs;

  HandOvers(
      Pool pool,
      Definitions definitions,
      CompiledForms forms,
      RecordQueries queries,
      OrganizationCommands changes,
      JobQueue jobs) {
    this.pool = pool;
    this.definitions = definitions;
    this.forms = forms;
    this.queries = queries;
    this.changes = changes;
    this.jobs = jobs;
  }

  /** How many records of a form name a member in a field. */
  public record OwnedRecords(Title form, Title field, long records) {}

  /** What a member holds; for administrators. */
  public Uni<List<OwnedRecords>> held(Caller caller, MemberId member) {
    caller.requireAdministrator();
    var owner = asOwner(caller, member);
    return holdings(caller.workspace())
        .onItem()
        .transformToMulti(all -> Multi.createFrom().iterable(all))
        .onItem()
        .transformToUniAndConcatenate(
            ownershipField ->
                queries
                    .count(owner, ownershipField.form(), ownershipField.filter(), null)
                    .map(
                        count ->
                            new OwnedRecords(
                                ownershipField.form().definition().title(),
                                ownershipField.column().field().title(),
                                count)))
        .filter(ownedRecords -> ownedRecords.records() > 0)
        .collect()
        .asList();
  }

  /** A look at everything that is the member's own, with the eyes of an administrator. */
  static Caller asOwner(Caller caller, MemberId member) {
    var membership =
        caller
            .people()
            .standing(member)
            .orElseThrow(
                () -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, member));
    return caller.explaining(
        new Membership(
            member,
            membership.login(),
            membership.name(),
            membership.email(),
            membership.service(),
            true,
            true,
            membership.departments(),
            membership.roles(),
            membership.manager()));
  }

  /** Every field of the workspace that says whose something is, in the order of their places. */
  Uni<List<OwnershipField>> holdings(Workspace workspace) {
    return definitions
        .apps(workspace)
        .onItem()
        .transformToMulti(apps -> Multi.createFrom().iterable(apps))
        .map(stored -> stored.readPublished(AppDefinition.class).key())
        .onItem()
        .transformToUniAndConcatenate(app -> forms.forms(workspace, app))
        .onItem()
        .transformToIterable(compiled -> List.<CompiledForm>copyOf(compiled.values()))
        .onItem()
        .transformToIterable(OwnershipField::of)
        .collect()
        .asList()
        .map(all -> all.stream().sorted(Comparator.comparing(OwnershipField::place)).toList());
  }

  /**
   * Begins a hand-over; the records follow in the background.
   *
   * @return its id
   */
  public Uni<UUID> start(Caller caller, MemberId member, MemberId to) {
    caller.requireDesigning();
    if (caller.people().standing(member).isEmpty()) {
      throw Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.NO_SUCH_MEMBER, member);
    }
    if (member.equals(to)
        || caller.people().standing(to).filter(one -> one.active() && !one.service()).isEmpty()) {
      throw Refusal.invalid(List.of(Problem.at("/to", CoreProblem.HAND_OVER_TO)));
    }
    var id = UuidCreator.getTimeOrderedEpoch();
    return changes
        .handOver(
            caller,
            member,
            to,
            sql ->
                sql.preparedQuery(
                        "INSERT INTO formwork.hand_over (id, workspace_id, member_id, to_id, by_id) VALUES ($1, $2, $3, $4, $5)")
                    .execute(
                        Tuple.of(
                            id,
                            caller.workspace().id(),
                            member.value(),
                            to.value(),
                            MemberId.valueOrNull(caller.memberId())))
                    .chain(() -> jobs.enqueue(sql, caller.workspace(), JOB, id.toString())))
        .invoke(jobs::wake)
        .replaceWith(id);
  }

  /** The latest hand-over of a member's. */
  public Uni<Optional<HandOver>> latest(Caller caller, MemberId member) {
    caller.requireAdministrator();
    return pool.preparedQuery(
            """
            SELECT id, member_id, to_id, finished_at IS NOT NULL, done, failed::text, error FROM formwork.hand_over
            WHERE workspace_id = $1 AND member_id = $2 ORDER BY id DESC LIMIT 1""")
        .execute(Tuple.of(caller.workspace().id(), member.value()))
        .map(
            rows ->
                rows.iterator().hasNext()
                    ? Optional.of(read(rows.iterator().next()))
                    : Optional.empty());
  }

  private static HandOver read(Row row) {
    try {
      return new HandOver(
          row.getUUID(0),
          MemberId.of(row.getUUID(1)),
          MemberId.of(row.getUUID(2)),
          row.getBoolean(3),
          row.getInteger(4),
          List.of(
              DefinitionJson.read(DefinitionJson.tree(row.getString(5)), HandOver.Refused[].class)),
          row.getString(6));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("What was kept of a hand-over can be read", e);
    }
  }
}
