package dev.formwork.core.organization;

import dev.formwork.core.naming.MemberId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A member's place in a workspace: status, departments, roles and manager.
 *
 * @param name for people
 * @param email nullable
 * @param service a program with rights of its own
 * @param active whether they may come in; records keep naming who left
 * @param administrator of the workspace: may do everything in it
 * @param departments the main one first; empty: none
 * @param roles keys
 * @param manager who was named as theirs; null: nobody, so the head of their department is
 */
public record Membership(
    MemberId member,
    String login,
    String name,
    String email,
    boolean service,
    boolean active,
    boolean administrator,
    List<UUID> departments,
    Set<String> roles,
    MemberId manager) {

  public Membership {
    departments = List.copyOf(departments);
    roles = Set.copyOf(roles);
  }

  /** Whether the name, the e-mail or the login is such. */
  boolean isCalled(Predicate<String> such) {
    return such.test(name) || such.test(login) || email != null && such.test(email);
  }

  /** Null without one. */
  public UUID mainDepartment() {
    return departments.isEmpty() ? null : departments.getFirst();
  }
}
