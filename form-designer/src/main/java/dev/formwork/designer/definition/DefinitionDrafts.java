package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.DefinitionWrites;
import dev.formwork.core.workspace.definition.StoredDefinition;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Drafts of definitions of every kind: listed, read, saved, checked. */
@ApplicationScoped
public class DefinitionDrafts {

  /** Tries to put a part into the draft of an app that others change at the same time. */
  private static final int TRIES = 5;

  private final DefinitionTypes types;
  private final DefinitionRows rows;
  private final DefinitionWrites writes;
  private final List<PublishWork> works;
  private final DefinitionAuthorization authority;

  DefinitionDrafts(
      DefinitionTypes types,
      DefinitionRows rows,
      DefinitionWrites writes,
      @All List<PublishWork> works,
      DefinitionAuthorization authority) {
    this.types = types;
    this.rows = rows;
    this.writes = writes;
    this.works = works;
    this.authority = authority;
  }

  /** All of a kind in an app, also those never published. */
  public Uni<List<StoredDefinition>> list(Caller caller, AppKey app, DefinitionKind kind) {
    return authority
        .requireReading(caller, DefinitionId.ofApp(app, kind))
        .chain(() -> rows.ofKind(caller, app, kind));
  }

  /**
   * One with its draft, or what holds while there is none, as version 0. Fails as not found when it
   * must be defined first.
   */
  public Uni<StoredDefinition> find(Caller caller, DefinitionId id) {
    return authority.requireReading(caller, id).chain(() -> rows.require(caller, id));
  }

  /**
   * What runs of a definition.
   *
   * @param version 0: nobody published any, and this holds until then
   */
  public record Published(int version, JsonNode json) {}

  /** What runs of one, or what holds while there is none; fails as not found when nothing does. */
  public Uni<Published> published(Caller caller, DefinitionId id) {
    return find(caller, id)
        .chain(stored -> WorkerThreads.run(() -> published(types.of(id.kind()), stored)));
  }

  private static <T> Published published(DefinitionType<T> type, StoredDefinition stored) {
    if (stored.published() == null) {
      return new Published(
          0,
          Differences.tree(type.initial(stored.id()).orElseThrow(() -> type.missing(stored.id()))));
    }
    var json = StoredDefinition.tree(stored.published());
    return new Published(stored.publishedVersion(), type.stored(type.restore(json), json));
  }

  /**
   * Saves a draft, the first one, too; it may still have mistakes, but its shape must be that of
   * its kind.
   *
   * @param expectedRevision of the draft this one was made from; null: whatever is there
   * @return its new revision; fails as stale when someone else saved meanwhile
   */
  public Uni<Integer> save(
      Caller caller, DefinitionId id, JsonNode json, Integer expectedRevision) {
    return authority
        .requireWriting(caller, id)
        .chain(() -> WorkerThreads.run(() -> fits(types.of(id.kind()), id, json)))
        .chain(() -> rows.place(caller, id))
        .chain(
            () ->
                id.kind().isPartOfApp()
                    ? savePart(caller, id, json, expectedRevision, TRIES)
                    : writes.saveDraft(caller.workspace(), id, json.toString(), expectedRevision));
  }

  private static <T> boolean fits(DefinitionType<T> type, DefinitionId id, JsonNode json) {
    var problems = type.misplaced(type.read(json), id.key());
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return true;
  }

  private Uni<Integer> savePart(
      Caller caller, DefinitionId id, JsonNode json, Integer expectedRevision, int tries) {
    return rows.row(caller, id)
        .chain(
            row ->
                WorkerThreads.run(
                        () ->
                            AppParts.with(id, StoredDefinition.tree(row.draft()), json).toString())
                    .chain(
                        draft ->
                            writes.saveDraft(
                                caller.workspace(),
                                id.row(),
                                draft,
                                expectedRevision == null
                                    ? Integer.valueOf(row.draftRevision())
                                    : expectedRevision)))
        .onFailure(failure -> expectedRevision == null && tries > 1 && isStale(failure))
        .recoverWithUni(() -> savePart(caller, id, json, null, tries - 1));
  }

  private static boolean isStale(Throwable failure) {
    return failure instanceof Refusal refusal && refusal.kind() == Refusal.Kind.STALE;
  }

  /** What keeps a definition from being published; empty when nothing does. */
  public Uni<List<Problem>> problems(Caller caller, DefinitionId id, JsonNode json) {
    return authority
        .requireReading(caller, id)
        .chain(() -> rows.place(caller, id))
        .chain(app -> WorkerThreads.run(() -> problems(app, id, json)));
  }

  private List<Problem> problems(CompiledApp app, DefinitionId id, JsonNode json) {
    return checked(app, id, json).problems;
  }

  /**
   * The same, and what the data there says against it: what publishing would refuse, and what it
   * would do only after a yes.
   */
  public Uni<List<Problem>> problemsWithData(Caller caller, DefinitionId id, JsonNode json) {
    return authority
        .requireReading(caller, id)
        .chain(() -> rows.place(caller, id))
        .chain(app -> WorkerThreads.run(() -> checked(app, id, json)))
        .chain(
            checked ->
                checked.problems.isEmpty() && checked.change != null
                    ? withData(caller, checked.change)
                    : Uni.createFrom().item(checked.problems));
  }

  private Uni<List<Problem>> withData(Caller caller, AppChange change) {
    var problems = new ArrayList<Problem>();
    return Multi.createFrom()
        .iterable(works)
        .select()
        .where(work -> change.wanted().stream().anyMatch(one -> one.isFollowedBy(work)))
        .onItem()
        .transformToUniAndConcatenate(
            work -> work.problems(caller, change).invoke(problems::addAll))
        .collect()
        .asList()
        .replaceWith(problems);
  }

  /**
   * @param change null when it could not be made out
   */
  private record Checked(AppChange change, List<Problem> problems) {}

  private Checked checked(CompiledApp app, DefinitionId id, JsonNode json) {
    try {
      var wanted = NewVersion.of(types.of(id.kind()), id, json, app);
      var misplaced = wanted.misplaced();
      if (!misplaced.isEmpty()) {
        return new Checked(null, misplaced);
      }
      var change = AppChange.of(app, List.of(wanted));
      return new Checked(change, types.problems(change));
    } catch (Refusal shape) {
      return new Checked(null, shape.problems());
    }
  }
}
