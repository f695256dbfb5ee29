package dev.formwork.ui.flow;

import dev.formwork.core.access.Caller;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.designer.flow.FlowDrafts;
import dev.formwork.ui.shell.Backend;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.secret.FlowSecretsService;
import dev.formwork.workflow.trigger.Webhooks;
import dev.formwork.workflow.tryout.TryOuts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The services that the screens of flows use. */
@ApplicationScoped
public class FlowServices {

  private final FlowDrafts drafts;
  private final CompiledForms forms;
  private final RecordPreviews previews;
  private final RecordQueries queries;
  private final TryOuts tryOuts;
  private final Webhooks webhooks;
  private final FlowSecretsService secrets;

  FlowServices(
      FlowDrafts drafts,
      CompiledForms forms,
      RecordPreviews previews,
      RecordQueries queries,
      TryOuts tryOuts,
      Webhooks webhooks,
      FlowSecretsService secrets) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.tryOuts = tryOuts;
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

  Webhooks hooks() {
    return webhooks;
  }

  FlowSecretsService secrets() {
    return secrets;
  }

  TryOuts trials() {
    return tryOuts;
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
