package dev.formwork.core.organization.admin;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.formwork.core.access.Caller;
import dev.formwork.core.audit.AuditEvent;
import dev.formwork.core.audit.AuditLog;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.Key;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import dev.formwork.core.organization.Organizations;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The administrators' commands on departments, roles and memberships. They run one at a time in a
 * workspace, so that two administrators cannot remove each other and leave none.
 */
@ApplicationScoped
public class OrganizationCommands {

  private static final int MAX_NAME = 80;

  private final Pool pool;
  private final Organizations organizations;

  OrganizationCommands(Pool pool, Organizations organizations) {
    this.pool = pool;
    this.organizations = organizations;
  }

  /** What a department is to be. */
  public record DepartmentRequest(String name, UUID parent, MemberId head) {}

  /**
   * @return its id
   */
  public Uni<UUID> addDepartment(Caller caller, DepartmentRequest wanted) {
    var id = UuidCreator.getTimeOrderedEpoch();
    return inTurn(
            caller,
            "department.add",
            wanted.name(),
            work -> {
              check(work.people, null, wanted);
              return work.sql
                  .preparedQuery(
                      "INSERT INTO formwork.department (id, workspace_id, name, parent_id, head_id)"
                          + " VALUES ($1, $2, $3, $4, $5)")
                  .execute(
                      Tuple.from(
                          Arrays.asList(
                              id,
                              caller.workspace().id(),
                              wanted.name().strip(),
                              wanted.parent(),
                              MemberId.valueOrNull(wanted.head()))))
                  .replaceWithVoid();
            })
        .replaceWith(id);
  }

  public Uni<Void> changeDepartment(Caller caller, UUID id, DepartmentRequest wanted) {
    return inTurn(
        caller,
        "department.change",
        wanted.name(),
        work -> {
          requireDepartment(work.people, id, "");
          check(work.people, id, wanted);
          return work.sql
              .preparedQuery(
                  "UPDATE formwork.department SET name = $2, parent_id = $3, head_id = $4 WHERE id"
                      + " = $1")
              .execute(
                  Tuple.from(
                      Arrays.asList(
                          id,
                          wanted.name().strip(),
                          wanted.parent(),
                          MemberId.valueOrNull(wanted.head()))))
              .replaceWithVoid();
        });
  }

  private static void check(Organization people, UUID id, DepartmentRequest wanted) {
    requireName(wanted.name());
    if (wanted.parent() != null) {
      requireDepartment(people, wanted.parent(), "/parent");
      if (id != null && people.above(wanted.parent()).contains(id)) {
        throw Refusal.invalid(List.of(Problem.at("/parent", CoreProblem.DEPARTMENT_RING)));
      }
    }
    if (wanted.head() != null) {
      requireMember(people, wanted.head(), "/head");
    }
    boolean taken =
        people.departments().stream()
            .anyMatch(
                one ->
                    !one.id().equals(id)
                        && Objects.equals(one.parent(), wanted.parent())
                        && one.name().equals(wanted.name().strip()));
    if (taken) {
      throw Refusal.invalid(
          List.of(Problem.at("/name", CoreProblem.DEPARTMENT_TAKEN, wanted.name())));
    }
  }

  /** Fails as a conflict while departments are below it; its members are in it no longer. */
  public Uni<Void> removeDepartment(Caller caller, UUID id) {
    return inTurn(
        caller,
        "department.remove",
        id.toString(),
        work -> {
          var department = requireDepartment(work.people, id, "");
          if (work.people.departments().stream().anyMatch(one -> id.equals(one.parent()))) {
            throw Refusal.of(
                Refusal.Kind.CONFLICT, CoreProblem.DEPARTMENT_NOT_EMPTY, department.name());
          }
          return work.sql
              .preparedQuery(
                  "UPDATE formwork.membership SET departments = array_remove(departments, $1) WHERE"
                      + " workspace_id = $2")
              .execute(Tuple.of(id, caller.workspace().id()))
              .chain(
                  () ->
                      work.sql
                          .preparedQuery("DELETE FROM formwork.department WHERE id = $1")
                          .execute(Tuple.of(id)))
              .replaceWithVoid();
        });
  }

  /** Makes a role, or gives one another title. */
  public Uni<Void> saveRole(Caller caller, String key, Title title) {
    return inTurn(caller, "role.save", key, work -> saveRole(work.sql, caller, key, title));
  }

  private static Uni<Void> saveRole(SqlClient sql, Caller caller, String key, Title title) {
    if (!Key.isValid(key)) {
      throw Refusal.invalid(List.of(Problem.at("/key", CoreProblem.BAD_KEY, key)));
    }
    return sql.preparedQuery(
            """
            INSERT INTO formwork.workspace_role (workspace_id, key, title) VALUES ($1, $2, $3::text::jsonb)
            ON CONFLICT (workspace_id, key) DO UPDATE SET title = excluded.title\
            """)
        .execute(Tuple.of(caller.workspace().id(), key, DefinitionJson.write(title)))
        .replaceWithVoid();
  }

  /** Nobody has it any more; permission sets that name it give it to nobody. */
  public Uni<Void> removeRole(Caller caller, String key) {
    return inTurn(
        caller,
        "role.remove",
        key,
        work ->
            work.sql
                .preparedQuery(
                    "UPDATE formwork.membership SET roles = array_remove(roles, $2) WHERE"
                        + " workspace_id = $1")
                .execute(Tuple.of(caller.workspace().id(), key))
                .chain(
                    () ->
                        work.sql
                            .preparedQuery(
                                "DELETE FROM formwork.workspace_role WHERE workspace_id = $1 AND"
                                    + " key = $2")
                            .execute(Tuple.of(caller.workspace().id(), key)))
                .replaceWithVoid());
  }

  /**
   * Makes a service: a member for a program, without a password, whose rights are its own. Its
   * tokens are made by administrators.
   *
   * @return its id
   */
  public Uni<MemberId> addService(Caller caller, String name) {
    requireName(name);
    var id = new MemberId(UuidCreator.getTimeOrderedEpoch());
    return inTurn(
            caller,
            "service.add",
            name,
            work ->
                work.sql
                    .preparedQuery(
                        "INSERT INTO formwork.member (id, login, name, service) VALUES ($1, $2, $3,"
                            + " true)")
                    .execute(Tuple.of(id.value(), "service-" + id, name.strip()))
                    .chain(
                        () ->
                            work.sql
                                .preparedQuery(
                                    "INSERT INTO formwork.membership (id, workspace_id, member_id,"
                                        + " role) VALUES ($1, $2, $3, 'MEMBER')")
                                .execute(
                                    Tuple.of(
                                        UuidCreator.getTimeOrderedEpoch(),
                                        caller.workspace().id(),
                                        id.value())))
                    .replaceWithVoid())
        .replaceWith(id);
  }

  /** Makes members of a file's people. */
  public Uni<Void> importMembers(
      Caller caller, int people, Function<LockedOrganization, Uni<Void>> work) {
    return inTurn(caller, "member.import", Integer.toString(people), work);
  }

  /**
   * Gives the departments a member heads, and the people who report to them by name, to another.
   *
   * @param more what belongs to it, in the same transaction
   */
  public Uni<Void> handOver(
      Caller caller, MemberId member, MemberId to, Function<SqlConnection, Uni<Void>> more) {
    return inTurn(
        caller,
        "member.hand-over",
        member.toString(),
        work -> {
          requireMember(work.people, member, "");
          requireMember(work.people, to, "/to");
          return work.sql
              .preparedQuery(
                  "UPDATE formwork.department SET head_id = $3 WHERE workspace_id = $1 AND head_id"
                      + " = $2")
              .execute(Tuple.of(caller.workspace().id(), member.value(), to.value()))
              .chain(
                  () ->
                      work.sql
                          .preparedQuery(
                              "UPDATE formwork.membership SET manager_id = CASE WHEN member_id = $3"
                                  + " THEN NULL ELSE $3 END WHERE workspace_id = $1 AND manager_id"
                                  + " = $2")
                          .execute(Tuple.of(caller.workspace().id(), member.value(), to.value())))
              .chain(() -> more.apply(work.sql));
        });
  }

  /** Where a member is to stand. */
  public record MembershipRequest(
      boolean active,
      boolean administrator,
      List<UUID> departments,
      Set<String> roles,
      MemberId manager) {

    public static MembershipRequest of(Membership standing) {
      return new MembershipRequest(
          standing.active(),
          standing.administrator(),
          standing.departments(),
          standing.roles(),
          standing.manager());
    }
  }

  /** Fails as a conflict when the last administrator would be gone. */
  public Uni<Void> place(Caller caller, MemberId member, MembershipRequest wanted) {
    return inTurn(
        caller,
        "member.place",
        member.toString(),
        work -> {
          requireMember(work.people, member, "");
          check(work.people, member, wanted);
          return work.sql
              .preparedQuery(
                  """
                  UPDATE formwork.membership SET state = $3, role = $4, departments = $5, roles = $6, manager_id = $7
                  WHERE workspace_id = $1 AND member_id = $2\
                  """)
              .execute(
                  Tuple.from(
                      Arrays.asList(
                          caller.workspace().id(),
                          member.value(),
                          wanted.active() ? "active" : "inactive",
                          wanted.administrator() ? "ADMINISTRATOR" : "MEMBER",
                          wanted.departments().toArray(UUID[]::new),
                          wanted.roles().toArray(String[]::new),
                          MemberId.valueOrNull(wanted.manager()))))
              .replaceWithVoid();
        });
  }

  private static void check(Organization people, MemberId member, MembershipRequest wanted) {
    wanted.departments().forEach(id -> requireDepartment(people, id, "/departments"));
    for (var role : wanted.roles()) {
      if (people.roles().stream().noneMatch(one -> one.key().equals(role))) {
        throw Refusal.invalid(List.of(Problem.at("/roles", CoreProblem.NO_SUCH_ROLE, role)));
      }
    }
    if (wanted.manager() != null) {
      requireMember(people, wanted.manager(), "/manager");
      if (wanted.manager().equals(member)) {
        throw Refusal.invalid(List.of(Problem.at("/manager", CoreProblem.MANAGER_RING)));
      }
    }
    boolean stays = wanted.active() && wanted.administrator();
    var before = people.standing(member).orElseThrow();
    if (!stays
        && before.active()
        && before.administrator()
        && !before.service()
        && people.administrators() <= 1) {
      throw Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.LAST_ADMINISTRATOR);
    }
  }

  private static void requireName(String name) {
    if (name == null || name.isBlank() || name.length() > MAX_NAME) {
      throw Refusal.invalid(List.of(Problem.at("/name", CoreProblem.NAME_LENGTH, MAX_NAME)));
    }
  }

  private static Department requireDepartment(Organization people, UUID id, String path) {
    return people
        .department(id)
        .orElseThrow(
            () ->
                new Refusal(
                    kind(path), List.of(Problem.at(path, CoreProblem.NO_SUCH_DEPARTMENT, id))));
  }

  private static void requireMember(Organization people, MemberId id, String path) {
    if (people.standing(id).isEmpty()) {
      throw new Refusal(kind(path), List.of(Problem.at(path, CoreProblem.NO_SUCH_MEMBER, id)));
    }
  }

  private static Refusal.Kind kind(String path) {
    return path.isEmpty() ? Refusal.Kind.NOT_FOUND : Refusal.Kind.INVALID;
  }

  /** A transaction that has the workspace's people to itself, and how they were at its start. */
  public record LockedOrganization(SqlConnection sql, Organization people) {}

  private Uni<Void> inTurn(
      Caller caller, String event, String subject, Function<LockedOrganization, Uni<Void>> work) {
    caller.requireDesigning();
    return inTurn(
        caller.workspace().id(),
        lockedOrganization -> {
          // Whoever was an administrator before waiting may be none by now.
          if (lockedOrganization
                  .people
                  .standing(caller.memberId())
                  .filter(one -> one.active() && one.administrator())
                  .isEmpty()
              && !caller.isSystem()) {
            throw Refusal.of(Refusal.Kind.FORBIDDEN, CoreProblem.ADMINISTRATORS_ONLY);
          }
          return work.apply(lockedOrganization)
              .chain(
                  () ->
                      AuditLog.write(
                          lockedOrganization.sql, AuditEvent.of(caller, event, subject)));
        });
  }

  /** Runs work alone among changes to a workspace's people; all nodes hear of it. */
  public Uni<Void> inTurn(UUID workspace, Function<LockedOrganization, Uni<Void>> work) {
    return pool.withTransaction(
            sql ->
                sql.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))")
                    .execute(Tuple.of("people " + workspace))
                    .chain(() -> Organizations.read(sql, workspace))
                    .chain(people -> work.apply(new LockedOrganization(sql, people)))
                    .chain(() -> keepLeaders(sql, workspace))
                    .chain(() -> Organizations.announce(sql, workspace)))
        .chain(() -> organizations.refresh(workspace));
  }

  /** Whom each reports to, for SQL; see {@link Organization#managerOf}. */
  private static Uni<Void> keepLeaders(SqlConnection sql, UUID workspace) {
    return Organizations.read(sql, workspace)
        .chain(
            people -> {
              var members = people.standings().stream().map(Membership::member).toList();
              return sql.preparedQuery(
                      """
                      UPDATE formwork.membership s SET leader_id = n.leader FROM unnest($2::uuid[], $3::uuid[]) AS n (member, leader)
                      WHERE s.workspace_id = $1 AND s.member_id = n.member AND s.leader_id IS DISTINCT FROM n.leader\
                      """)
                  .execute(
                      Tuple.of(
                          workspace,
                          members.stream().map(MemberId::value).toArray(UUID[]::new),
                          members.stream()
                              .map(people::managerOf)
                              .map(MemberId::valueOrNull)
                              .toArray(UUID[]::new)));
            })
        .replaceWithVoid();
  }
}
