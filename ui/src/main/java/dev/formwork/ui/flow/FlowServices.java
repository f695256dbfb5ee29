package dev.formwork.ui.flow;

import dev.formwork.core.access.Caller;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.designer.flow.FlowDrafts;
import dev.formwork.ui.command.ServiceCalls;
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

  public FlowDrafts drafts() {
    return drafts;
  }

  public CompiledForms forms() {
    return forms;
  }

  public Webhooks hooks() {
    return webhooks;
  }

  public FlowSecretsService secrets() {
    return secrets;
  }

  public TryOuts trials() {
    return tryOuts;
  }

  public FlowDownloads exports() {
    return new FlowDownloads();
  }

  /** For showing a flow to whoever may see it. */
  public FlowContext plainTools(Caller caller, AppKey app, FlowDefinition flow) {
    return context(caller, app, flow, List.of());
  }

  /** For whoever designs flows of the app. */
  public FlowContext tools(Caller caller, AppKey app, FlowDefinition flow) {
    var others =
        ServiceCalls.await(() -> drafts.list(caller, app.value())).stream()
            .map(stored -> stored.readDraft(FlowDefinition.class))
            .toList();
    return context(caller, app, flow, others);
  }

  private FlowContext context(
      Caller caller, AppKey app, FlowDefinition flow, List<FlowDefinition> others) {
    return new FlowContext(
        caller,
        app,
        flow,
        ServiceCalls.await(() -> forms.forms(caller.workspace(), app)),
        ServiceCalls.await(() -> forms.setting(caller.workspace(), app)).library(),
        previews,
        queries,
        others,
        forms);
  }
}
