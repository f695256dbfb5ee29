package dev.formwork.designer.pack;

import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.definition.AppDefinition;
import dev.formwork.core.definition.DefinitionKind;
import dev.formwork.core.definition.FormDefinition;
import dev.formwork.core.permission.FormPermissions;
import dev.formwork.core.thread.WorkerThreads;
import dev.formwork.core.workspace.definition.DefinitionId;
import dev.formwork.designer.app.AppType;
import dev.formwork.designer.definition.AppChange;
import dev.formwork.designer.definition.DefinitionPublisher;
import dev.formwork.designer.definition.NewVersion;
import dev.formwork.designer.definition.PublishOptions;
import dev.formwork.designer.flow.FlowType;
import dev.formwork.designer.form.FormType;
import dev.formwork.designer.permission.PermissionsType;
import dev.formwork.workflow.definition.FlowDefinition;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Publishes an app with all that belongs to it, in one transaction. */
@ApplicationScoped
public class AppPublisher {

  private final DefinitionPublisher publisher;
  private final AppType appType;
  private final FormType formType;
  private final FlowType flowType;
  private final PermissionsType permissionsType;

  AppPublisher(
      DefinitionPublisher publisher,
      AppType appType,
      FormType formType,
      FlowType flowType,
      PermissionsType permissionsType) {
    this.permissionsType = permissionsType;
    this.publisher = publisher;
    this.appType = appType;
    this.formType = formType;
    this.flowType = flowType;
  }

  /** All or nothing; the forms must be new, and are open to everyone. */
  public Uni<Void> publish(
      Caller caller, AppDefinition app, List<FormDefinition> forms, List<FlowDefinition> flows) {
    return publish(caller, app, forms, flows, List.of(), new PublishOptions(false, true));
  }

  /** The same with the permissions of its forms; those without any get the usual ones. */
  Uni<Void> publish(
      Caller caller,
      AppDefinition app,
      List<FormDefinition> forms,
      List<FlowDefinition> flows,
      List<FormPermissions> permissions) {
    return publish(caller, app, forms, flows, permissions, PublishOptions.USUAL);
  }

  private Uni<Void> publish(
      Caller caller,
      AppDefinition app,
      List<FormDefinition> forms,
      List<FlowDefinition> flows,
      List<FormPermissions> permissions,
      PublishOptions options) {
    return WorkerThreads.run(() -> versions(app, forms, flows, permissions))
        .chain(
            wanted ->
                publisher.publishAll(
                    caller, app.key(), wanted, options, change -> event(caller, change)));
  }

  private List<NewVersion<?>> versions(
      AppDefinition app,
      List<FormDefinition> forms,
      List<FlowDefinition> flows,
      List<FormPermissions> permissions) {
    var wanted = new ArrayList<NewVersion<?>>();
    wanted.add(NewVersion.of(appType, DefinitionId.ofApp(app.key(), DefinitionKind.APP), app));
    forms.forEach(
        form ->
            wanted.add(NewVersion.of(formType, DefinitionId.form(app.key(), form.key()), form)));
    permissions.forEach(
        sets ->
            wanted.add(
                NewVersion.of(
                    permissionsType,
                    new DefinitionId(app.key(), DefinitionKind.PERMISSIONS, sets.form().value()),
                    sets)));
    flows.forEach(
        flow ->
            wanted.add(
                NewVersion.of(
                    flowType,
                    new DefinitionId(app.key(), DefinitionKind.FLOW, flow.key().value()),
                    flow)));
    return wanted;
  }

  private static AuditEvent event(Caller caller, AppChange change) {
    var forms =
        change.wantedForms().stream()
            .map(form -> form.key() + " v" + form.version())
            .collect(Collectors.joining(", "));
    return AuditEvent.of(
        caller, "app.publish", change.before().key() + (forms.isEmpty() ? "" : ": " + forms));
  }
}
