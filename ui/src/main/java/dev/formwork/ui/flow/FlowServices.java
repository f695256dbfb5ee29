package dev.formwork.ui.flow;

import dev.formwork.core.access.Caller;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.designer.flow.FlowDrafts;
import dev.formwork.ui.shell.Backend;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.instance.Hooks;
import dev.formwork.workflow.instance.SecretBook;
import dev.formwork.workflow.motion.Trials;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The services that the screens of flows use. */
@ApplicationScoped
public class FlowServices {

  private final FlowDrafts drafts;
  private final CompiledForms forms;
  private final RecordPreviews previews;
  private final RecordQueries queries;
  private final Trials trials;
  private final Hooks hooks;
  private final SecretBook secrets;

  FlowServices(
      FlowDrafts drafts,
      CompiledForms forms,
      RecordPreviews previews,
      RecordQueries queries,
      Trials trials,
      Hooks hooks,
      SecretBook secrets) {
    this.hooks = hooks;
    this.secrets = secrets;
    this.trials = trials;
    this.drafts = drafts;
    this.forms = forms;
    this.previews = previews;
    this.queries = queries;
  }

  FlowDrafts drafts() {
    return drafts;
  }

  CompiledForms forms() {
    return forms;
  }

  Hooks hooks() {
    return hooks;
  }

  SecretBook secrets() {
    return secrets;
  }

  Trials trials() {
    return trials;
  }

  FlowExports exports() {
    return new FlowExports();
  }

  /** For showing a flow to whoever may see it. */
  FlowTools plainTools(Caller caller, String app, FlowDefinition flow) {
    return new FlowTools(
        caller,
        app,
        flow,
        Backend.await(() -> forms.forms(caller.workspace(), app)),
        Backend.await(() -> forms.setting(caller.workspace(), app)).library(),
        previews,
        queries,
        List.of(),
        forms);
  }

  /** For whoever designs flows of the app. */
  FlowTools tools(Caller caller, String app, FlowDefinition flow) {
    return new FlowTools(
        caller,
        app,
        flow,
        Backend.await(() -> forms.forms(caller.workspace(), app)),
        Backend.await(() -> forms.setting(caller.workspace(), app)).library(),
        previews,
        queries,
        Backend.await(() -> drafts.list(caller, app)).stream()
            .map(stored -> stored.readDraft(FlowDefinition.class))
            .toList(),
        forms);
  }
}
