package dev.formwork.ui.flow;

import dev.formwork.core.access.Caller;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.record.RecordPreviews;
import dev.formwork.core.record.RecordQueries;
import dev.formwork.core.workspace.compiled.CompiledForms;
import dev.formwork.core.workspace.definition.StoredDefinition;
import dev.formwork.ui.command.ServiceCalls;
import dev.formwork.ui.definition.DefinitionServices;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.secret.FlowSecretsService;
import dev.formwork.workflow.trigger.Webhooks;
import dev.formwork.workflow.tryout.TryOuts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** The services that the screens of flows use. */
@ApplicationScoped
public class FlowServices {

  private final DefinitionServices definitions;
  private final CompiledForms forms;
  private final RecordPreviews previews;
  private final RecordQueries queries;
  private final TryOuts tryOuts;
  private final Webhooks webhooks;
  private final FlowSecretsService secrets;

  FlowServices(
      DefinitionServices definitions,
      CompiledForms forms,
      RecordPreviews previews,
      RecordQueries queries,
      TryOuts tryOuts,
      Webhooks webhooks,
      FlowSecretsService secrets) {
    this.webhooks = webhooks;
    this.secrets = secrets;
    this.tryOuts = tryOuts;
    this.definitions = definitions;
    this.forms = forms;
    this.previews = previews;
    this.queries = queries;
  }

  public DefinitionServices definitions() {
    return definitions;
  }

  /** All flows of an app, also those never published. */
  public List<StoredDefinition> list(Caller caller, AppKey app) {
    return ServiceCalls.await(() -> definitions.drafts().list(caller, app, DefinitionKind.FLOW));
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
        list(caller, app).stream().map(stored -> stored.readDraft(FlowDefinition.class)).toList();
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
