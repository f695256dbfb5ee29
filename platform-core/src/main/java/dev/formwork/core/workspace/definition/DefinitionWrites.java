package dev.formwork.core.workspace.definition;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Saves drafts and, inside a publisher's transaction, versions. Published versions never change.
 */
@ApplicationScoped
public class DefinitionWrites {

  private final Pool pool;

  DefinitionWrites(Pool pool) {
    this.pool = pool;
  }

  /**
   * How far a definition is, its row locked until the end of the transaction.
   *
   * @param version 0: never published
   * @param draftRevision 0: there is no row
   */
  public record Locked(int version, int draftRevision) {}

  /**
   * What a publish writes.
   *
   * @param published the new version
   * @param draft what is worked on from then on
   * @param by a member; null: the platform
   */
  public record Publication(DefinitionId row, String published, String draft, MemberId by) {}

  /**
   * Saves the draft of a row.
   *
   * @param expectedRevision of the draft this one was made from; null: whatever is there
   * @return the draft's new revision; fails as stale when someone else saved meanwhile
   */
  public Uni<Integer> saveDraft(
      Workspace workspace, DefinitionId row, String json, Integer expectedRevision) {
    return changed(workspace, row, json, expectedRevision)
        .chain(
            revision ->
                revision != null
                    ? Uni.createFrom().item(revision)
                    : created(workspace, row, json)
                        .chain(
                            made ->
                                made
                                    ? Uni.createFrom().item(1)
                                    : changed(workspace, row, json, expectedRevision)))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED));
  }

  /** Null when there is no row, or one of another revision. */
  private Uni<Integer> changed(
      Workspace workspace, DefinitionId row, String json, Integer expectedRevision) {
    return pool.preparedQuery(
            """
            UPDATE formwork.definition SET draft = $5::text::jsonb, draft_revision = draft_revision + 1, updated_at = now()
            WHERE workspace_id = $1 AND app = $2 AND kind = $3 AND key = $4 AND ($6::int IS NULL OR draft_revision = $6)
            RETURNING draft_revision""")
        .execute(place(workspace, row).addString(json).addInteger(expectedRevision))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getInteger(0) : null);
  }

  /** False when there is a row. */
  private Uni<Boolean> created(Workspace workspace, DefinitionId row, String json) {
    return pool.preparedQuery(
            """
            INSERT INTO formwork.definition (workspace_id, app, kind, key, draft, id, draft_revision, published_version, updated_at)
            VALUES ($1, $2, $3, $4, $5::text::jsonb, $6, 1, 0, now()) ON CONFLICT (workspace_id, app, kind, key) DO NOTHING""")
        .execute(place(workspace, row).addString(json).addUUID(UuidCreator.getTimeOrderedEpoch()))
        .map(rows -> rows.rowCount() == 1);
  }

  private static Tuple place(Workspace workspace, DefinitionId row) {
    return Tuple.tuple()
        .addUUID(workspace.id())
        .addString(row.app().value())
        .addString(row.kind().json())
        .addString(row.key());
  }

  /** Locks the row of a definition until the end of the transaction. */
  public Uni<Locked> locked(Mutiny.Session session, Workspace workspace, DefinitionId row) {
    return session
        .createNativeQuery(
            "SELECT published_version, draft_revision FROM formwork.definition WHERE workspace_id = ?1 AND app = ?2 AND kind = ?3 AND key = ?4 FOR UPDATE",
            Object[].class)
        .setParameter(1, workspace.id())
        .setParameter(2, row.app().value())
        .setParameter(3, row.kind().json())
        .setParameter(4, row.key())
        .getSingleResultOrNull()
        .map(
            found ->
                found == null
                    ? new Locked(0, 0)
                    : new Locked(((Number) found[0]).intValue(), ((Number) found[1]).intValue()));
  }

  /** The published versions of an app, as the transaction sees them. */
  public Uni<DefinitionVersions> versions(Mutiny.Session session, Workspace workspace, AppKey app) {
    return session
        .createNativeQuery(
            "SELECT kind, key, published_version FROM formwork.definition WHERE workspace_id = ?1 AND app = ?2 AND published_version > 0",
            Object[].class)
        .setParameter(1, workspace.id())
        .setParameter(2, app.value())
        .getResultList()
        .map(
            found ->
                new DefinitionVersions(
                    found.stream()
                        .collect(
                            Collectors.toMap(
                                one ->
                                    new DefinitionVersions.Place(
                                        DefinitionKind.named((String) one[0]).orElseThrow(),
                                        (String) one[1]),
                                one -> ((Number) one[2]).intValue()))));
  }

  /** Makes this the newest version. */
  public Uni<Void> publish(Mutiny.Session session, Workspace workspace, Publication publication) {
    return entity(session, workspace, publication.row)
        .chain(
            found -> {
              var entity = found != null ? found : created(workspace, publication.row);
              entity.draft = publication.draft;
              entity.draftRevision++;
              entity.published = publication.published;
              entity.publishedVersion++;
              entity.updatedAt = OffsetDateTime.now(ZoneOffset.UTC);
              return session.persistAll(entity, version(entity, publication.by));
            })
        .chain(session::flush);
  }

  private static DefinitionVersionEntity version(DefinitionEntity entity, MemberId by) {
    var version = new DefinitionVersionEntity();
    version.id = UuidCreator.getTimeOrderedEpoch();
    version.definitionId = entity.id;
    version.version = entity.publishedVersion;
    version.json = entity.published;
    version.publishedAt = entity.updatedAt;
    version.publishedBy = MemberId.valueOrNull(by);
    return version;
  }

  private static Uni<DefinitionEntity> entity(
      Mutiny.Session session, Workspace workspace, DefinitionId row) {
    return session
        .createSelectionQuery(
            "from DefinitionEntity where workspaceId = ?1 and app = ?2 and kind = ?3 and key = ?4",
            DefinitionEntity.class)
        .setParameter(1, workspace.id())
        .setParameter(2, row.app().value())
        .setParameter(3, row.kind().json())
        .setParameter(4, row.key())
        .getSingleResultOrNull();
  }

  private static DefinitionEntity created(Workspace workspace, DefinitionId row) {
    var entity = new DefinitionEntity();
    entity.id = UuidCreator.getTimeOrderedEpoch();
    entity.workspaceId = workspace.id();
    entity.app = row.app().value();
    entity.kind = row.kind().json();
    entity.key = row.key();
    entity.draftRevision = 1;
    return entity;
  }
}
