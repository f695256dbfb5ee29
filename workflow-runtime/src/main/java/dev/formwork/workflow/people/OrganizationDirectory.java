package dev.formwork.workflow.people;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.workflow.engine.DecisionInputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The organisation of a workspace as the engine asks for it: roles, departments, heads, managers,
 * substitutes.
 */
public final class OrganizationDirectory implements DecisionInputs.Directory {

  private final Organization organization;
  private final Map<MemberId, MemberId> substitutes;

  /**
   * @param substitutes who stands in for whom now
   */
  public OrganizationDirectory(Organization organization, Map<MemberId, MemberId> substitutes) {
    this.organization = organization;
    this.substitutes = substitutes;
  }

  @Override
  public boolean isActive(MemberId member) {
    return organization.standing(member).map(Membership::active).orElse(false);
  }

  @Override
  public List<MemberId> inRole(String role) {
    return organization.standings().stream()
        .filter(one -> one.active() && one.roles().contains(role))
        .map(Membership::member)
        .toList();
  }

  @Override
  public List<MemberId> inDepartment(String department) {
    return find(department)
        .map(
            found ->
                organization.membersIn(found.id()).stream()
                    .map(MemberId::new)
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
  public Optional<MemberId> headOf(String department) {
    return find(department).map(Department::head);
  }

  @Override
  public Optional<MemberId> headOfDepartmentOf(MemberId member) {
    return organization
        .standing(member)
        .map(Membership::mainDepartment)
        .flatMap(organization::department)
        .map(Department::head);
  }

  @Override
  public Optional<MemberId> managerOf(MemberId member) {
    return Optional.ofNullable(organization.managerOf(member));
  }

  @Override
  public Optional<MemberId> deputyOf(MemberId member) {
    return Optional.ofNullable(substitutes.get(member)).filter(this::isActive);
  }
}
