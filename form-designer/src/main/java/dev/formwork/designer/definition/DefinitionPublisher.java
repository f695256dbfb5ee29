package dev.formwork.designer.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledApp;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.problem.DesignProblem;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Publishes definitions of every kind: checks them in the app as it would be, has whatever hangs on
 * them changed and the versions stored in one transaction, and hands the compiled app over. A
 * definition with a mistake changes nothing.
 */
@ApplicationScoped
public class DefinitionPublisher {

  /** Tries to compile against the app as it is, when others publish into it at the same time. */
  private static final int TRIES = 10;

  private final DefinitionTypes types;
  private final DefinitionRows rows;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final PublishTransaction transaction;
  private final List<PublishWork> works;
  private final DefinitionAuthorization authority;

  DefinitionPublisher(
      DefinitionTypes types,
      DefinitionRows rows,
      Definitions definitions,
      CompiledForms forms,
      PublishTransaction transaction,
      @All List<PublishWork> works,
      DefinitionAuthorization authority) {
    this.types = types;
    this.rows = rows;
    this.definitions = definitions;
    this.forms = forms;
    this.transaction = transaction;
    this.works = works;
    this.authority = authority;
  }

  /**
   * Publishes a draft as it is saved. A form that is published for the first time comes with what
   * the kinds of definitions give a new form, such as its usual permission sets.
   *
   * @return the new version; fails as invalid with all its problems, as stale when another draft
   *     was saved meanwhile
   */
  public Uni<Integer> publish(Caller caller, DefinitionId id) {
    return publish(caller, id, PublishOptions.USUAL);
  }

  /** The same. */
  public Uni<Integer> publish(Caller caller, DefinitionId id, PublishOptions options) {
    return authority
        .requireWriting(caller, id)
        .chain(() -> rows.require(caller, id))
        .chain(
            draft ->
                publish(
                    caller,
                    id,
                    options,
                    row -> {
                      requireRevision(row, draft.draftRevision());
                      return StoredDefinition.tree(draft.draft());
                    }));
  }

  /**
   * Publishes a definition at once, in the place of its draft.
   *
   * @param expectedVersion this was made from; null: whatever is there
   * @return the new version; fails as stale when someone else published meanwhile
   */
  public Uni<Integer> replace(
      Caller caller, DefinitionId id, JsonNode json, Integer expectedVersion) {
    return authority
        .requireWriting(caller, id)
        .chain(
            () ->
                publish(
                    caller,
                    id,
                    new PublishOptions(false, true),
                    row -> {
                      int version = row == null ? 0 : row.publishedVersion();
                      if (expectedVersion != null && expectedVersion != version) {
                        throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
                      }
                      return json;
                    }));
  }

  /**
   * Publishes an older version again, as a new one; its checks are those of any other.
   *
   * @param expectedRevision of the draft that is given up by that; null: whatever is there
   * @return the new version
   */
  public Uni<Integer> rollBack(
      Caller caller, DefinitionId id, int version, Integer expectedRevision) {
    return rollBack(caller, id, version, expectedRevision, false);
  }

  /**
   * The same.
   *
   * @param acceptsLoss as when a draft is published
   */
  public Uni<Integer> rollBack(
      Caller caller, DefinitionId id, int version, Integer expectedRevision, boolean acceptsLoss) {
    return authority
        .requireWriting(caller, id)
        .chain(() -> definitions.version(caller.workspace(), id, version))
        .onItem()
        .ifNull()
        .failWith(
            () -> Refusal.of(Refusal.Kind.NOT_FOUND, DesignProblem.VERSION_NOT_FOUND, version))
        .chain(
            old ->
                publish(
                    caller,
                    id,
                    new PublishOptions(acceptsLoss, true),
                    row -> {
                      if (expectedRevision != null) {
                        requireRevision(row, expectedRevision);
                      }
                      return AppParts.of(id, StoredDefinition.tree(old.json()));
                    }));
  }

  private static void requireRevision(StoredDefinition row, int revision) {
    if ((row == null ? 0 : row.draftRevision()) != revision) {
      throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
    }
  }

  /**
   * @param content what is published, from the row as it is; asked again when somebody else
   *     published meanwhile
   */
  private Uni<Integer> publish(
      Caller caller,
      DefinitionId id,
      PublishOptions options,
      Function<StoredDefinition, JsonNode> content) {
    return untilNothingMoved(
        caller,
        id.app(),
        () ->
            rows.place(caller, id)
                .chain(
                    app ->
                        definitions
                            .find(caller.workspace(), id)
                            .chain(
                                row ->
                                    WorkerThreads.run(
                                            () -> change(app, id, content.apply(row), options))
                                        .chain(change -> publish(caller, change, row)))));
  }

  private AppChange change(
      CompiledApp app, DefinitionId id, JsonNode json, PublishOptions options) {
    var wanted = NewVersion.of(types.of(id.kind()), id, json, app);
    var misplaced = wanted.misplaced();
    if (!misplaced.isEmpty()) {
      throw Refusal.invalid(misplaced);
    }
    return completed(types.sound(AppChange.of(app, List.of(wanted))), options);
  }

  private AppChange completed(AppChange change, PublishOptions options) {
    var wanted = change.acceptingLoss(options.acceptsLoss());
    return options.leavesOpen() ? wanted : wanted.with(types.ofNewForms(wanted));
  }

  private Uni<Integer> publish(Caller caller, AppChange change, StoredDefinition row) {
    var wanted = change.wanted().getFirst();
    int version = change.version(wanted.id());
    Map<DefinitionId, StoredDefinition> known = row == null ? Map.of() : Map.of(row.id(), row);
    var audit =
        change.wanted().stream().map(one -> one.audit(caller, change.version(one.id()))).toList();
    return publish(caller, change, known, audit).replaceWith(version);
  }

  private Uni<Void> publish(
      Caller caller,
      AppChange change,
      Map<DefinitionId, StoredDefinition> known,
      List<AuditEvent> audit) {
    return Multi.createFrom()
        .iterable(works)
        .select()
        .where(work -> change.wanted().stream().anyMatch(one -> one.isFollowedBy(work)))
        .onItem()
        .transformToUniAndConcatenate(work -> work.plan(caller, change))
        .collect()
        .asList()
        .chain(steps -> transaction.run(caller, new Publication(change, known, steps, audit)));
  }

  /**
   * Publishes definitions of an app together, all or nothing, as a pack brings them. Forms must be
   * new.
   *
   * @param audit what the audit log says of it
   */
  public Uni<Void> publishAll(
      Caller caller,
      AppKey app,
      List<NewVersion<?>> wanted,
      PublishOptions options,
      Function<AppChange, AuditEvent> audit) {
    caller.requireDesigning();
    return untilNothingMoved(
        caller,
        app,
        () ->
            rows.app(caller, app)
                .chain(before -> WorkerThreads.run(() -> together(before, wanted, options)))
                .chain(
                    change ->
                        definitions
                            .ofApp(caller.workspace(), app)
                            .chain(
                                found ->
                                    publish(
                                        caller,
                                        change,
                                        byId(found),
                                        List.of(audit.apply(change))))));
  }

  private AppChange together(
      CompiledApp before, List<NewVersion<?>> wanted, PublishOptions options) {
    if (wanted.stream()
        .anyMatch(one -> before.forms().containsKey(one.id().key()) && one.isForm())) {
      throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
    }
    return completed(types.sound(AppChange.of(before, wanted)), options);
  }

  private static Map<DefinitionId, StoredDefinition> byId(List<StoredDefinition> found) {
    return found.stream().collect(Collectors.toMap(StoredDefinition::id, Function.identity()));
  }

  private <T> Uni<T> untilNothingMoved(Caller caller, AppKey app, Supplier<Uni<T>> publishing) {
    return Uni.createFrom()
        .deferred(() -> publishing.get())
        .onFailure(PublishTransaction.AppMovedException.class)
        .call(() -> forms.refreshed(caller.workspace(), app))
        .onFailure(PublishTransaction.AppMovedException.class)
        .retry()
        .atMost(TRIES)
        .onFailure(PublishTransaction.AppMovedException.class)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.SCHEMA_BUSY));
  }
}
