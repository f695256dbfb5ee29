package dev.formwork.core.permission;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The members, departments and roles that something is granted to; it applies to a member whom any
 * of them includes.
 *
 * @param everyone all members of the workspace
 * @param departments with those below them
 * @param roles keys
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Grantees(
    boolean everyone, Set<MemberId> members, Set<UUID> departments, Set<String> roles) {

  public Grantees {
    members = members == null ? Set.of() : Set.copyOf(members);
    departments = departments == null ? Set.of() : Set.copyOf(departments);
    roles = roles == null ? Set.of() : Set.copyOf(roles);
  }

  public static Grantees all() {
    return new Grantees(true, Set.of(), Set.of(), Set.of());
  }

  /** Why someone is among them. */
  public sealed interface Reason {
    record Everyone() implements Reason {}

    record Named() implements Reason {}

    record InDepartment(UUID department) implements Reason {}

    record HasRole(String role) implements Reason {}
  }

  /** All the reasons someone is among them; empty: they are not. */
  public List<Reason> reasons(Membership membership, Organization organization) {
    var reasons = new ArrayList<Reason>();
    if (everyone) {
      reasons.add(new Reason.Everyone());
    }
    if (members.contains(membership.member())) {
      reasons.add(new Reason.Named());
    }
    departments.stream()
        .filter(
            department ->
                membership.departments().stream()
                    .anyMatch(own -> organization.above(own).contains(department)))
        .sorted()
        .forEach(department -> reasons.add(new Reason.InDepartment(department)));
    roles.stream()
        .filter(membership.roles()::contains)
        .sorted()
        .forEach(role -> reasons.add(new Reason.HasRole(role)));
    return reasons;
  }

  public boolean includes(Membership membership, Organization organization) {
    return !reasons(membership, organization).isEmpty();
  }
}
