package dev.formwork.core.workspace.definition;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.workspace.Workspace;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads and writes definitions. Drafts change; published versions never do. */
@ApplicationScoped
public class Definitions {

  /** One row of a definition's history. */
  public record PublishedVersion(
      int version, String json, OffsetDateTime publishedAt, UUID publishedBy) {}

  private final Mutiny.SessionFactory sessions;

  Definitions(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  public Uni<List<StoredDefinition>> ofApp(Workspace workspace, String app) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "from DefinitionEntity where workspaceId = ?1 and app = ?2 order by kind, key",
                        DefinitionEntity.class)
                    .setParameter(1, workspace.id())
                    .setParameter(2, app)
                    .getResultList())
        .map(found -> found.stream().map(Definitions::stored).toList());
  }

  /** The published versions of an app's definitions, without the definitions. */
  public Uni<DefinitionVersions> versions(Workspace workspace, String app) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "select kind, key, publishedVersion from DefinitionEntity where workspaceId = ?1 and app = ?2 and publishedVersion > 0",
                        Object[].class)
                    .setParameter(1, workspace.id())
                    .setParameter(2, app)
                    .getResultList())
        .map(
            found ->
                new DefinitionVersions(
                    found.stream()
                        .collect(
                            Collectors.toMap(
                                one -> DefinitionVersions.place((String) one[0], (String) one[1]),
                                one -> (Integer) one[2]))));
  }

  public Uni<List<StoredDefinition>> apps(Workspace workspace) {
    return sessions
        .withSession(
            session ->
                session
                    .createSelectionQuery(
                        "from DefinitionEntity where workspaceId = ?1 and kind = 'app' order by key",
                        DefinitionEntity.class)
                    .setParameter(1, workspace.id())
                    .getResultList())
        .map(found -> found.stream().map(Definitions::stored).toList());
  }

  /** A published app; fails as not found when there is none of this key. */
  public Uni<AppDefinition> app(Workspace workspace, String app) {
    return find(workspace, app, DefinitionKind.APP, app)
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, CoreProblem.APP_NOT_FOUND, app))
        .map(found -> found.readPublished(AppDefinition.class));
  }

  /** Null when there is none. */
  public Uni<StoredDefinition> find(
      Workspace workspace, String app, DefinitionKind kind, String key) {
    return sessions
        .withSession(session -> entity(session, workspace, app, kind, key))
        .map(found -> found == null ? null : stored(found));
  }

  public Uni<List<PublishedVersion>> versions(
      Workspace workspace, String app, DefinitionKind kind, String key) {
    return sessions.withSession(
        session ->
            session
                .createSelectionQuery(
                    """
                    select v from DefinitionVersionEntity v, DefinitionEntity d where v.definitionId = d.id
                    and d.workspaceId = ?1 and d.app = ?2 and d.kind = ?3 and d.key = ?4 order by v.version desc""",
                    DefinitionVersionEntity.class)
                .setParameter(1, workspace.id())
                .setParameter(2, app)
                .setParameter(3, kind.json())
                .setParameter(4, key)
                .getResultList()
                .map(
                    found ->
                        found.stream()
                            .map(
                                v ->
                                    new PublishedVersion(
                                        v.version, v.json, v.publishedAt, v.publishedBy))
                            .toList()));
  }

  /**
   * Saves a draft.
   *
   * @param expectedRevision of the draft this one was made from; null: whatever is there
   * @return the draft's new revision; fails as stale when someone else saved meanwhile
   */
  public Uni<Integer> saveDraft(
      Workspace workspace,
      String app,
      DefinitionKind kind,
      String key,
      String json,
      Integer expectedRevision) {
    return sessions.withTransaction(
        session ->
            entity(session, workspace, app, kind, key)
                .chain(
                    found -> {
                      if (found == null) {
                        var created = created(workspace, app, kind, key, json);
                        return session.persist(created).replaceWith(1);
                      }
                      if (expectedRevision != null && expectedRevision != found.draftRevision) {
                        return Uni.createFrom()
                            .failure(Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED));
                      }
                      found.draft = json;
                      found.draftRevision++;
                      found.updatedAt = OffsetDateTime.now(ZoneOffset.UTC);
                      return Uni.createFrom().item(found.draftRevision);
                    }));
  }

  /**
   * Inside the publisher's transaction: the next version number of a definition, its row locked
   * until the end.
   */
  public Uni<Integer> nextVersion(
      Mutiny.Session session, Workspace workspace, String app, DefinitionKind kind, String key) {
    return session
        .createNativeQuery(
            "SELECT published_version FROM formwork.definition WHERE workspace_id = ?1 AND app = ?2 AND kind = ?3 AND key = ?4 FOR UPDATE",
            Integer.class)
        .setParameter(1, workspace.id())
        .setParameter(2, app)
        .setParameter(3, kind.json())
        .setParameter(4, key)
        .getSingleResultOrNull()
        .map(version -> version == null ? 1 : version + 1);
  }

  /** Inside the publisher's transaction: the published versions of an app, and of its forms. */
  public Uni<AppVersions> publishedVersions(
      Mutiny.Session session, Workspace workspace, String app) {
    return session
        .createSelectionQuery(
            "from DefinitionEntity where workspaceId = ?1 and app = ?2 and publishedVersion > 0",
            DefinitionEntity.class)
        .setParameter(1, workspace.id())
        .setParameter(2, app)
        .getResultList()
        .map(Definitions::versions);
  }

  private static AppVersions versions(List<DefinitionEntity> found) {
    return new AppVersions(
        found.stream()
            .filter(one -> one.kind.equals(DefinitionKind.APP.json()))
            .mapToInt(one -> one.publishedVersion)
            .findFirst()
            .orElse(0),
        found.stream()
            .filter(one -> one.kind.equals(DefinitionKind.FORM.json()))
            .collect(Collectors.toMap(one -> one.key, one -> one.publishedVersion)));
  }

  /** Inside the publisher's transaction: makes this JSON the newest version, and the draft. */
  public Uni<Void> publish(
      Mutiny.Session session,
      Workspace workspace,
      String app,
      DefinitionKind kind,
      String key,
      String json,
      UUID by) {
    return entity(session, workspace, app, kind, key)
        .chain(
            found -> {
              var entity = found != null ? found : created(workspace, app, kind, key, json);
              entity.draft = json;
              entity.draftRevision++;
              entity.published = json;
              entity.publishedVersion++;
              entity.updatedAt = OffsetDateTime.now(ZoneOffset.UTC);
              return session.persistAll(entity, version(entity, by));
            });
  }

  private static DefinitionVersionEntity version(DefinitionEntity entity, UUID by) {
    var version = new DefinitionVersionEntity();
    version.id = UuidCreator.getTimeOrderedEpoch();
    version.definitionId = entity.id;
    version.version = entity.publishedVersion;
    version.json = entity.published;
    version.publishedAt = entity.updatedAt;
    version.publishedBy = by;
    return version;
  }

  private static Uni<DefinitionEntity> entity(
      Mutiny.Session session, Workspace workspace, String app, DefinitionKind kind, String key) {
    return session
        .createSelectionQuery(
            "from DefinitionEntity where workspaceId = ?1 and app = ?2 and kind = ?3 and key = ?4",
            DefinitionEntity.class)
        .setParameter(1, workspace.id())
        .setParameter(2, app)
        .setParameter(3, kind.json())
        .setParameter(4, key)
        .getSingleResultOrNull();
  }

  private static DefinitionEntity created(
      Workspace workspace, String app, DefinitionKind kind, String key, String json) {
    var entity = new DefinitionEntity();
    entity.id = UuidCreator.getTimeOrderedEpoch();
    entity.workspaceId = workspace.id();
    entity.app = app;
    entity.kind = kind.json();
    entity.key = key;
    entity.draft = json;
    entity.draftRevision = 1;
    entity.updatedAt = OffsetDateTime.now(ZoneOffset.UTC);
    return entity;
  }

  private static StoredDefinition stored(DefinitionEntity entity) {
    return new StoredDefinition(
        entity.app,
        DefinitionKind.named(entity.kind).orElseThrow(),
        entity.key,
        entity.draft,
        entity.draftRevision,
        entity.publishedVersion,
        entity.published,
        entity.updatedAt);
  }
}
