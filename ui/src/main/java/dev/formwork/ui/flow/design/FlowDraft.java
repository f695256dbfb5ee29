package dev.formwork.ui.flow.design;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.designer.definition.DefinitionDrafts;
import dev.formwork.designer.definition.UndoHistory;
import dev.formwork.designer.flow.edit.FlowDefinitionJson;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.workflow.definition.FlowDefinition;
import java.util.List;

/** The draft of a flow being edited: each change is saved before the next, and can be undone. */
final class FlowDraft {

  private final DefinitionDrafts drafts;
  private final Caller caller;
  private final DefinitionId id;
  private final UndoHistory<FlowDefinition> history = new UndoHistory<>();
  private StoredDefinition stored;
  private FlowDefinition flow;
  private int revision;

  FlowDraft(DefinitionDrafts drafts, Caller caller, DefinitionId id) {
    this.drafts = drafts;
    this.caller = caller;
    this.id = id;
    load();
  }

  void load() {
    stored = ServiceCalls.await(() -> drafts.find(caller, id));
    flow = stored.readDraft(FlowDefinition.class);
    revision = stored.draftRevision();
    history.clear();
  }

  FlowDefinition flow() {
    return flow;
  }

  DefinitionId id() {
    return id;
  }

  AppKey app() {
    return id.app();
  }

  String key() {
    return id.key();
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
        ServiceCalls.await(() -> drafts.save(caller, id, FlowDefinitionJson.of(changed), revision));
  }

  List<Problem> problems() {
    return ServiceCalls.await(() -> drafts.problems(caller, id, FlowDefinitionJson.of(flow)));
  }
}
