package dev.formwork.core.organization;

import dev.formwork.core.expression.PeopleDirectory;
import dev.formwork.core.naming.MemberId;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The people of a workspace at one moment. Immutable; shared by all requests. */
public final class Organization implements PeopleDirectory {

  private final UUID workspace;
  private final Map<MemberId, Membership> standings;
  private final Map<UUID, Department> departments;
  private final List<WorkspaceRole> roles;
  private final ZoneId zone;

  /** The departments below each, itself included. */
  private final Map<UUID, Set<UUID>> below = new HashMap<>();

  public Organization(
      UUID workspace,
      Collection<Membership> standings,
      Collection<Department> departments,
      List<WorkspaceRole> roles,
      ZoneId zone) {
    this.workspace = workspace;
    this.zone = zone;
    this.standings =
        standings.stream().collect(Collectors.toUnmodifiableMap(Membership::member, one -> one));
    this.departments =
        departments.stream().collect(Collectors.toUnmodifiableMap(Department::id, one -> one));
    this.roles = List.copyOf(roles);
    departments.forEach(one -> above(one.id()).forEach(up -> below(up).add(one.id())));
  }

  private Set<UUID> below(UUID department) {
    return below.computeIfAbsent(department, _ -> new HashSet<>());
  }

  /** The same with one member standing elsewhere, or added. */
  public Organization with(Membership assumed) {
    var changed = new HashMap<>(standings);
    changed.put(assumed.member(), assumed);
    return new Organization(workspace, changed.values(), departments.values(), roles, zone);
  }

  @Override
  public UUID workspace() {
    return workspace;
  }

  /** Of the workspace, for all who chose none of their own. */
  public ZoneId zone() {
    return zone;
  }

  public Optional<Membership> standing(MemberId member) {
    return Optional.ofNullable(member).map(standings::get);
  }

  /** Those who may come in, and those who left, by name. */
  public List<Membership> standings() {
    return standings.values().stream().sorted(Comparator.comparing(Membership::name)).toList();
  }

  public Optional<Department> department(UUID id) {
    return Optional.ofNullable(id).map(departments::get);
  }

  /** As a tree is read: each before those below it, in their order. */
  public List<Department> departments() {
    var found = new ArrayList<Department>();
    children(null, found);
    return found;
  }

  private void children(UUID parent, List<Department> found) {
    departments.values().stream()
        .filter(one -> java.util.Objects.equals(one.parent(), parent))
        .sorted(Comparator.comparingInt(Department::position).thenComparing(Department::name))
        .forEach(
            one -> {
              found.add(one);
              children(one.id(), found);
            });
  }

  /** How deep a department is: 0 at the top. */
  public int depth(UUID department) {
    return above(department).size() - 1;
  }

  /**
   * Roles that nobody active has.
   *
   * @param wanted keys of the roles in question
   * @return with the titles they have here, in the order of the workspace
   */
  public List<WorkspaceRole> rolesWithoutPeople(Set<String> wanted) {
    var taken =
        standings().stream()
            .filter(Membership::active)
            .flatMap(one -> one.roles().stream())
            .collect(Collectors.toSet());
    return roles().stream()
        .filter(role -> wanted.contains(role.key()) && !taken.contains(role.key()))
        .toList();
  }

  public List<WorkspaceRole> roles() {
    return roles;
  }

  /** A department and those it is part of, from below. */
  public Set<UUID> above(UUID department) {
    var found = new LinkedHashSet<UUID>();
    var at = department == null ? null : departments.get(department);
    while (at != null && found.add(at.id())) {
      at = at.parent() == null ? null : departments.get(at.parent());
    }
    return found;
  }

  @Override
  public UUID departmentOf(UUID member) {
    return standing(MemberId.of(member)).map(Membership::mainDepartment).orElse(null);
  }

  @Override
  public boolean isIn(UUID member, UUID department) {
    return member != null
        && department != null
        && standing(MemberId.of(member))
            .map(
                one ->
                    one.departments().stream()
                        .anyMatch(below.getOrDefault(department, Set.of())::contains))
            .orElse(false);
  }

  @Override
  public Collection<UUID> membersIn(UUID department) {
    var inside = department == null ? Set.<UUID>of() : below.getOrDefault(department, Set.of());
    return standings.values().stream()
        .filter(one -> one.departments().stream().anyMatch(inside::contains))
        .map(one -> one.member().value())
        .toList();
  }

  @Override
  public UUID departmentNamed(String name) {
    return onlyDepartment(name::equals)
        .or(() -> onlyDepartment(name::equalsIgnoreCase))
        .orElse(null);
  }

  private Optional<UUID> onlyDepartment(Predicate<String> called) {
    var found = departments.values().stream().filter(one -> called.test(one.name())).toList();
    return found.size() == 1 ? Optional.of(found.getFirst().id()) : Optional.empty();
  }

  /** Who is called just so comes before who is called alike. */
  @Override
  public UUID memberNamed(String name) {
    return only(standings.values().stream().filter(one -> one.isCalled(name::equals)))
        .or(
            () ->
                only(
                    standings.values().stream()
                        .filter(one -> one.isCalled(name::equalsIgnoreCase))))
        .orElse(null);
  }

  private static Optional<UUID> only(Stream<Membership> found) {
    var all = found.toList();
    return all.size() == 1 ? Optional.of(all.getFirst().member().value()) : Optional.empty();
  }

  /**
   * The manager who was named; else the head of the main department, or of the nearest one above
   * that has another head.
   */
  public MemberId managerOf(MemberId member) {
    return standing(member)
        .map(one -> one.manager() != null ? one.manager() : headAbove(one))
        .orElse(null);
  }

  @Override
  public UUID managerOf(UUID member) {
    return MemberId.valueOrNull(managerOf(MemberId.of(member)));
  }

  private MemberId headAbove(Membership membership) {
    return above(membership.mainDepartment()).stream()
        .map(id -> departments.get(id).head())
        .filter(head -> head != null && !head.equals(membership.member()))
        .findFirst()
        .orElse(null);
  }

  @Override
  public Set<String> rolesOf(UUID member) {
    return standing(MemberId.of(member)).map(Membership::roles).orElse(Set.of());
  }

  /** How many people are administrators and may come in; nobody signs in as a service. */
  public long administrators() {
    return standings.values().stream()
        .filter(one -> one.active() && one.administrator() && !one.service())
        .count();
  }
}
