package dev.formwork.core.expression;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * The organisation as expressions see it: departments, managers and roles of members. A snapshot
 * that does not change during an evaluation.
 */
public interface PeopleDirectory {

  /** An organisation without anyone. */
  PeopleDirectory NOBODY = new Nobody();

  /** The workspace whose organisation it is; null for {@link #NOBODY}. */
  UUID workspace();

  /** A member's main department; null without one. */
  UUID departmentOf(UUID member);

  /** Whether a member belongs to a department, or to one below it. */
  boolean isIn(UUID member, UUID department);

  /** The members of a department and of those below it. */
  Collection<UUID> membersIn(UUID department);

  /** The department of this name; null when there is none, or several. */
  UUID departmentNamed(String name);

  /** The member of this name, e-mail or login, in any case; null when there is none, or several. */
  UUID memberNamed(String name);

  /** Whom a member reports to; null for whoever reports to nobody. */
  UUID managerOf(UUID member);

  /** Keys of a member's roles. */
  Set<String> rolesOf(UUID member);

  /** See {@link PeopleDirectory#NOBODY}. */
  record Nobody() implements PeopleDirectory {

    @Override
    public UUID workspace() {
      return null;
    }

    @Override
    public UUID departmentOf(UUID member) {
      return null;
    }

    @Override
    public boolean isIn(UUID member, UUID department) {
      return false;
    }

    @Override
    public Collection<UUID> membersIn(UUID department) {
      return Set.of();
    }

    @Override
    public UUID departmentNamed(String name) {
      return null;
    }

    @Override
    public UUID memberNamed(String name) {
      return null;
    }

    @Override
    public UUID managerOf(UUID member) {
      return null;
    }

    @Override
    public Set<String> rolesOf(UUID member) {
      return Set.of();
    }
  }
}
