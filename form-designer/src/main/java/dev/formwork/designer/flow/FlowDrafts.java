package dev.formwork.designer.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.problem.DesignProblem;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.problem.FlowProblem;
import dev.formwork.workflow.schedule.DueFlows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The drafts of flows: read, saved, checked, published. A version that is published starts with the
 * next instance; those that run stay on theirs.
 */
@ApplicationScoped
public class FlowDrafts {

  /** Tries to compile against the forms as they are, when others publish at the same time. */
  private static final int TRIES = 5;

  private final Mutiny.SessionFactory sessions;
  private final Definitions definitions;
  private final CompiledForms forms;
  private final AppAuthorization authority;

  FlowDrafts(
      Mutiny.SessionFactory sessions,
      Definitions definitions,
      CompiledForms forms,
      AppAuthorization authority) {
    this.sessions = sessions;
    this.definitions = definitions;
    this.forms = forms;
    this.authority = authority;
  }

  /** All flows of an app, also those never published. For designers. */
  public Uni<List<StoredDefinition>> list(Caller caller, String app) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> definitions.ofApp(caller.workspace(), app))
        .map(found -> found.stream().filter(one -> one.kind() == DefinitionKind.FLOW).toList());
  }

  /** For designers; fails as not found when there is no such flow. */
  public Uni<StoredDefinition> flow(Caller caller, String app, String flow) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> definitions.find(caller.workspace(), app, DefinitionKind.FLOW, flow))
        .onItem()
        .ifNull()
        .failWith(() -> Refusal.of(Refusal.Kind.NOT_FOUND, FlowProblem.FLOW_NOT_FOUND, app, flow));
  }

  /**
   * Saves a draft, the first one, too; it may still have mistakes, but its shape must be that of a
   * flow.
   *
   * @param expectedRevision of the draft this one was made from; null: whatever is there
   * @return its new revision
   */
  public Uni<Integer> save(
      Caller caller, String app, String flow, JsonNode json, Integer expectedRevision) {
    var definition = definition(json);
    if (!definition.key().value().equals(flow)) {
      throw Refusal.invalid(
          List.of(Problem.at("/key", DesignProblem.KEY_MISMATCH, definition.key(), flow)));
    }
    return authority
        .requireDesigning(caller, app)
        .chain(() -> definitions.app(caller.workspace(), app))
        .chain(
            () ->
                definitions.saveDraft(
                    caller.workspace(),
                    app,
                    DefinitionKind.FLOW,
                    flow,
                    json.toString(),
                    expectedRevision));
  }

  /** What keeps a draft from being published; empty when nothing does. */
  public Uni<List<Problem>> problems(Caller caller, String app, JsonNode json) {
    return authority
        .requireDesigner(caller, app)
        .chain(() -> forms.forms(caller.workspace(), app))
        .chain(published -> WorkerThreads.run(() -> problems(json, published)));
  }

  private static List<Problem> problems(JsonNode json, Map<String, CompiledForm> published) {
    var readResult = FlowJsonReader.of(json);
    return readResult.flow() == null
        ? readResult.problems()
        : FlowValidator.problems(readResult.flow(), published);
  }

  /**
   * Publishes the draft as it is saved.
   *
   * @return the new version; fails as invalid with all its problems
   */
  public Uni<Integer> publish(Caller caller, String app, String flow) {
    return authority
        .requireDesigning(caller, app)
        .chain(() -> flow(caller, app, flow))
        .chain(stored -> untilNothingMoved(caller, app, stored));
  }

  private Uni<Integer> untilNothingMoved(Caller caller, String app, StoredDefinition stored) {
    return Uni.createFrom()
        .deferred(() -> attempt(caller, app, stored))
        .onFailure(FormsChangedException.class)
        .call(() -> forms.refreshed(caller.workspace(), new AppKey(app)))
        .onFailure(FormsChangedException.class)
        .retry()
        .atMost(TRIES)
        .onFailure(FormsChangedException.class)
        .transform(_ -> Refusal.of(Refusal.Kind.CONFLICT, DesignProblem.SCHEMA_BUSY));
  }

  private Uni<Integer> attempt(Caller caller, String app, StoredDefinition stored) {
    return forms
        .forms(caller.workspace(), app)
        .call(published -> WorkerThreads.run(() -> requireRunning(stored, published)))
        .chain(published -> switchVersion(caller, app, stored, published));
  }

  private static boolean requireRunning(
      StoredDefinition stored, Map<String, CompiledForm> published) {
    var problems = FlowValidator.problems(stored.readDraft(FlowDefinition.class), published);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return true;
  }

  private Uni<Integer> switchVersion(
      Caller caller, String app, StoredDefinition stored, Map<String, CompiledForm> against) {
    var workspace = caller.workspace();
    var place = workspace.schema() + " " + app;
    return sessions
        .withTransaction(
            session ->
                oneAtATime(session, place)
                    .chain(() -> definitions.publishedVersions(session, workspace, app))
                    .invoke(now -> requireUnmoved(against, now.forms()))
                    .chain(
                        () ->
                            definitions.nextVersion(
                                session, workspace, app, DefinitionKind.FLOW, stored.key()))
                    .call(() -> requireUnchanged(caller, app, stored))
                    .call(
                        () ->
                            definitions.publish(
                                session,
                                workspace,
                                app,
                                DefinitionKind.FLOW,
                                stored.key(),
                                stored.draft(),
                                caller.memberId()))
                    .call(session::flush)
                    .call(
                        () -> DueFlows.published(session, workspace, new AppKey(app), stored.key()))
                    .call(() -> announce(session, place))
                    .call(version -> AuditLog.write(session, event(caller, app, stored, version))))
        .call(() -> forms.refreshed(workspace, new AppKey(app)));
  }

  /** Without the definition: calls to other systems in it may carry keys. */
  private static AuditEvent event(Caller caller, String app, StoredDefinition flow, int version) {
    return AuditEvent.of(caller, "flow.publish", app + ": " + flow.key() + " v" + version);
  }

  private static void requireUnmoved(Map<String, CompiledForm> against, Map<String, Integer> now) {
    var before =
        against.values().stream()
            .collect(Collectors.toMap(CompiledForm::key, CompiledForm::version));
    if (!before.equals(now)) {
      throw new FormsChangedException();
    }
  }

  /** What was checked is what is published: a draft saved meanwhile was not. */
  private Uni<StoredDefinition> requireUnchanged(
      Caller caller, String app, StoredDefinition checked) {
    return definitions
        .find(caller.workspace(), app, DefinitionKind.FLOW, checked.key())
        .invoke(
            now -> {
              if (now.draftRevision() != checked.draftRevision()) {
                throw Refusal.of(Refusal.Kind.STALE, CoreProblem.DRAFT_CHANGED);
              }
            });
  }

  /** As publishing a form does: one of an app waits for the other. */
  private static Uni<Integer> oneAtATime(Mutiny.Session session, String place) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_advisory_xact_lock(hashtextextended(?1, 0))) locked",
            Integer.class)
        .setParameter(1, "publish " + place)
        .getSingleResult();
  }

  private static Uni<Integer> announce(Mutiny.Session session, String place) {
    return session
        .createNativeQuery(
            "SELECT 1 FROM (SELECT pg_notify('formwork_definitions', ?1)) announced", Integer.class)
        .setParameter(1, place)
        .getSingleResult();
  }

  /** Reads a flow; fails as invalid, naming what is none. */
  public static FlowDefinition definition(JsonNode json) {
    var readResult = FlowJsonReader.of(json);
    if (readResult.flow() == null) {
      throw Refusal.invalid(readResult.problems());
    }
    return readResult.flow();
  }

  /** Somebody published a form since the flow was compiled against it. */
  private static final class FormsChangedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FormsChangedException() {
      super("A form was published meanwhile", null, false, false);
    }
  }
}
