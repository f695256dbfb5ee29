package dev.formwork.workflow.people;

import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.workflow.engine.DecisionInputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The organisation of a workspace as the engine asks for it: roles, departments, heads, managers,
 * substitutes.
 */
public final class OrganizationDirectory implements DecisionInputs.Directory {

  private final Organization organization;
  private final Map<UUID, UUID> substitutes;

  /**
   * @param substitutes who stands in for whom now
   */
  public OrganizationDirectory(Organization organization, Map<UUID, UUID> substitutes) {
    this.organization = organization;
    this.substitutes = substitutes;
  }

  @Override
  public boolean isActive(UUID member) {
    return organization.standing(member).map(Membership::active).orElse(false);
  }

  @Override
  public List<UUID> inRole(String role) {
    return organization.standings().stream()
        .filter(one -> one.active() && one.roles().contains(role))
        .map(Membership::member)
        .toList();
  }

  @Override
  public List<UUID> inDepartment(String department) {
    return find(department)
        .map(
            found ->
                organization.membersIn(found.id()).stream()
                    .filter(this::isActive)
                    .sorted()
                    .toList())
        .orElse(List.of());
  }

  private Optional<Department> find(String department) {
    return organization.departments().stream()
        .filter(one -> one.name().equals(department) || one.id().toString().equals(department))
        .findFirst();
  }

  @Override
  public Optional<UUID> headOf(String department) {
    return find(department).map(Department::head);
  }

  @Override
  public Optional<UUID> headOfDepartmentOf(UUID member) {
    return Optional.ofNullable(organization.departmentOf(member))
        .flatMap(organization::department)
        .map(Department::head);
  }

  @Override
  public Optional<UUID> managerOf(UUID member) {
    return Optional.ofNullable(organization.managerOf(member));
  }

  @Override
  public Optional<UUID> deputyOf(UUID member) {
    return Optional.ofNullable(substitutes.get(member)).filter(this::isActive);
  }
}
