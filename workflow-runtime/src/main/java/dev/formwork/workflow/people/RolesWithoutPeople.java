package dev.formwork.workflow.people;

import dev.formwork.core.access.AppAuthorization;
import dev.formwork.core.access.Caller;
import dev.formwork.core.organization.WorkspaceRole;
import dev.formwork.core.permission.AppRole;
import dev.formwork.core.workspace.definition.Definitions;
import dev.formwork.workflow.definition.AssigneeRule;
import dev.formwork.workflow.definition.FlowDefinition;
import dev.formwork.workflow.definition.HumanStep;
import dev.formwork.workflow.definition.NoAssigneePolicy;
import dev.formwork.workflow.definition.StepTree;
import dev.formwork.workflow.published.CompiledFlows;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Roles that steps of published flows look for people in and nobody has: the flows would stand
 * still there. Told to those who can do something about it until somebody has them.
 */
@ApplicationScoped
public class RolesWithoutPeople {

  private static final Set<AppRole> TOLD = Set.of(AppRole.ADMINISTRATOR, AppRole.DESIGNER);

  private final Definitions definitions;
  private final CompiledFlows flows;
  private final AppAuthorization authority;

  RolesWithoutPeople(Definitions definitions, CompiledFlows flows, AppAuthorization authority) {
    this.definitions = definitions;
    this.flows = flows;
    this.authority = authority;
  }

  /** Of the apps that the caller designs or administers; nothing for others. */
  public Uni<List<WorkspaceRole>> of(Caller caller) {
    if (caller.guest() != null || caller.isSystem()) {
      return Uni.createFrom().item(List.of());
    }
    return definitions
        .apps(caller.workspace())
        .onItem()
        .transformToMulti(apps -> Multi.createFrom().iterable(apps))
        .onItem()
        .transformToUniAndConcatenate(
            app ->
                authority
                    .roles(caller, app.app())
                    .chain(
                        roles ->
                            roles.stream().anyMatch(TOLD::contains)
                                ? flows
                                    .of(caller.workspace(), app.app())
                                    .map(
                                        current ->
                                            wanted(
                                                current.values().stream()
                                                    .map(flow -> flow.definition())
                                                    .toList()))
                                : Uni.createFrom().item(Set.<String>of())))
        .collect()
        .asList()
        .map(
            found ->
                caller
                    .people()
                    .rolesWithoutPeople(
                        found.stream().flatMap(Set::stream).collect(Collectors.toSet())));
  }

  /** Keys of the roles whose people steps wait for. */
  static Set<String> wanted(Collection<FlowDefinition> definitions) {
    return definitions.stream()
        .flatMap(flow -> StepTree.all(flow.steps()))
        .filter(HumanStep.class::isInstance)
        .map(HumanStep.class::cast)
        .flatMap(RolesWithoutPeople::roles)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Stream<String> roles(HumanStep step) {
    return Stream.concat(
        step.assign().stream()
            .filter(AssigneeRule.InRole.class::isInstance)
            .map(rule -> ((AssigneeRule.InRole) rule).role()),
        step.nobody().kind() == NoAssigneePolicy.Kind.ROLE
            ? Stream.of(step.nobody().role())
            : Stream.of());
  }
}
