package dev.formwork.ui.flow.design;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.draft.UndoHistory;
import dev.formwork.designer.flow.FlowDrafts;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;

/** The draft of a flow being edited: each change is saved before the next, and can be undone. */
final class FlowDraft {

  private final FlowDrafts drafts;
  private final Caller caller;
  private final AppKey app;
  private final String key;
  private final UndoHistory<FlowDefinition> history = new UndoHistory<>();
  private StoredDefinition stored;
  private FlowDefinition flow;
  private int revision;

  FlowDraft(FlowDrafts drafts, Caller caller, AppKey app, String key) {
    this.drafts = drafts;
    this.caller = caller;
    this.app = app;
    this.key = key;
    load();
  }

  void load() {
    stored = ServiceCalls.await(() -> drafts.flow(caller, app.value(), key));
    flow = stored.readDraft(FlowDefinition.class);
    revision = stored.draftRevision();
    history.clear();
  }

  FlowDefinition flow() {
    return flow;
  }

  AppKey app() {
    return app;
  }

  String key() {
    return key;
  }

  UndoHistory<FlowDefinition> history() {
    return history;
  }

  /** 0: never published. */
  int version() {
    return stored.publishedVersion();
  }

  /** Whether it differs from what runs. */
  boolean isChanged() {
    return stored.publishedVersion() == 0
        || !stored.readPublished(FlowDefinition.class).equals(flow);
  }

  void change(FlowDefinition changed) {
    if (!changed.equals(flow)) {
      var before = flow;
      save(changed);
      history.push(before);
    }
  }

  void undo() {
    history.undo(flow).ifPresent(this::save);
  }

  void redo() {
    history.redo(flow).ifPresent(this::save);
  }

  /** What is refused is still what one sees, so that nothing written is lost. */
  private void save(FlowDefinition changed) {
    flow = changed;
    revision =
        ServiceCalls.await(
            () -> drafts.save(caller, app.value(), key, FlowDefinitionJson.of(changed), revision));
  }

  List<Problem> problems() {
    return ServiceCalls.await(
        () -> drafts.problems(caller, app.value(), FlowDefinitionJson.of(flow)));
  }
}
