package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.PublishedVersion;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.problem.DesignProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** The published versions of definitions of every kind, and how they differ. */
@ApplicationScoped
public class DefinitionHistory {

  private final DefinitionTypes types;
  private final DefinitionRows rows;
  private final Definitions definitions;
  private final DefinitionAuthorization authority;

  DefinitionHistory(
      DefinitionTypes types,
      DefinitionRows rows,
      Definitions definitions,
      DefinitionAuthorization authority) {
    this.types = types;
    this.rows = rows;
    this.definitions = definitions;
    this.authority = authority;
  }

  /**
   * The versions of a definition, the newest first. Of a part of an app they have the numbers of
   * the app's versions: those in which the part came out otherwise.
   */
  public Uni<List<PublishedVersion>> versions(Caller caller, DefinitionId id) {
    return authority
        .requireReading(caller, id)
        .chain(() -> rows.require(caller, id))
        .chain(() -> definitions.versions(caller.workspace(), id))
        .chain(
            found ->
                id.kind().isPartOfApp()
                    ? WorkerThreads.run(() -> ofPart(id, found))
                    : Uni.createFrom().item(found));
  }

  private static List<PublishedVersion> ofPart(DefinitionId id, List<PublishedVersion> ofApp) {
    var versions = new ArrayList<PublishedVersion>();
    for (int i = 0; i < ofApp.size(); i++) {
      var part = part(id, ofApp.get(i));
      var before = i + 1 < ofApp.size() ? part(id, ofApp.get(i + 1)).json() : "[]";
      if (!part.json().equals(before)) {
        versions.add(part);
      }
    }
    return List.copyOf(versions);
  }

  private static PublishedVersion part(DefinitionId id, PublishedVersion version) {
    return new PublishedVersion(
        version.version(),
        AppParts.of(id, StoredDefinition.tree(version.json())).toString(),
        version.publishedAt(),
        version.publishedBy());
  }

  /** One version; fails as not found when there is none of this number. */
  public Uni<PublishedVersion> version(Caller caller, DefinitionId id, int version) {
    return authority
        .requireReading(caller, id)
        .chain(() -> rows.require(caller, id))
        .chain(() -> required(caller, id, version))
        .chain(found -> WorkerThreads.run(() -> part(id, found)));
  }

  private Uni<PublishedVersion> required(Caller caller, DefinitionId id, int version) {
    return definitions
        .version(caller.workspace(), id, version)
        .onItem()
        .ifNull()
        .failWith(
            () -> Refusal.of(Refusal.Kind.NOT_FOUND, DesignProblem.VERSION_NOT_FOUND, version));
  }

  /**
   * How one state of a definition differs from another. One that was never published differs as a
   * whole.
   *
   * @param from a version; null: the newest
   * @param to a version; null: the draft
   */
  public Uni<List<Difference>> differences(
      Caller caller, DefinitionId id, Integer from, Integer to) {
    return authority
        .requireReading(caller, id)
        .chain(() -> rows.require(caller, id))
        .chain(
            stored ->
                json(caller, id, from, stored.published())
                    .chain(
                        before ->
                            json(caller, id, to, stored.draft())
                                .chain(
                                    after -> WorkerThreads.run(() -> between(id, before, after)))));
  }

  private Uni<String> json(Caller caller, DefinitionId id, Integer version, String otherwise) {
    return version == null
        ? Uni.createFrom().item(otherwise)
        : required(caller, id, version).map(PublishedVersion::json);
  }

  private List<Difference> between(DefinitionId id, String before, String after) {
    var old = StoredDefinition.tree(before);
    var now = StoredDefinition.tree(after);
    return between(types.of(id.kind()), part(id, old), part(id, now));
  }

  /** The versions of a part are rows of the app; its draft is itself already. */
  private static JsonNode part(DefinitionId id, JsonNode json) {
    return json.isObject() ? AppParts.of(id, json) : json;
  }

  private static <T> List<Difference> between(
      DefinitionType<T> type, JsonNode before, JsonNode after) {
    return before.isMissingNode()
        ? List.of(
            new Difference(
                Difference.Change.ADDED,
                type.kind().json(),
                null,
                type.title(type.restore(after)),
                List.of()))
        : type.differences(type.restore(before), type.restore(after));
  }
}
