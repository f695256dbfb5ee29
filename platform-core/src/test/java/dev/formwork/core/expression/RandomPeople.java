package dev.formwork.core.expression;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.organization.Department;
import dev.formwork.core.organization.Membership;
import dev.formwork.core.organization.Organization;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The members of the random records as an organisation, in the JVM and in PostgreSQL. */
final class RandomPeople {

  private static final UUID WORKSPACE = new UUID(9, 9);
  private static final Department SALES =
      new Department(new UUID(8, 1), "Sales", null, MemberId.of(RandomRecords.MEMBERS.get(0)), 0);
  private static final Department NORTH =
      new Department(
          new UUID(8, 2), "North", SALES.id(), MemberId.of(RandomRecords.MEMBERS.get(1)), 0);
  private static final List<Department> DEPARTMENTS = List.of(SALES, NORTH);

  private static final List<Membership> STANDINGS =
      List.of(
          standing(0, List.of(SALES.id()), Set.of("manager", "泵")),
          standing(1, List.of(NORTH.id()), Set.of("rep")),
          standing(2, List.of(), Set.of()));

  static final Organization PEOPLE =
      new Organization(WORKSPACE, STANDINGS, DEPARTMENTS, List.of(), ZoneOffset.UTC);

  private RandomPeople() {}

  private static Membership standing(int member, List<UUID> departments, Set<String> roles) {
    return new Membership(
        MemberId.of(RandomRecords.MEMBERS.get(member)),
        "m" + member,
        "Member " + member,
        null,
        false,
        true,
        false,
        departments,
        roles,
        null);
  }

  static void store(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO formwork.workspace (id, key, title, schema_name) VALUES ('%s', 'w', 'W', 'ws_w')"
              .formatted(WORKSPACE));
      for (var one : STANDINGS) {
        statement.execute(
            "INSERT INTO formwork.member (id, login, name) VALUES ('%s', '%s', '%s')"
                .formatted(one.member(), one.login(), one.name()));
      }
      for (var one : DEPARTMENTS) {
        statement.execute(
            "INSERT INTO formwork.department (id, workspace_id, name, parent_id, head_id) VALUES ('%s', '%s', '%s', %s, '%s')"
                .formatted(
                    one.id(),
                    WORKSPACE,
                    one.name(),
                    one.parent() == null ? "NULL" : "'" + one.parent() + "'",
                    one.head()));
      }
    }
    for (var one : STANDINGS) {
      member(connection, one);
    }
  }

  private static void member(Connection connection, Membership one) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            "INSERT INTO formwork.membership (id, workspace_id, member_id, role, departments, leader_id) VALUES (?, ?, ?, 'MEMBER', ?, ?)")) {
      statement.setObject(1, one.member().value());
      statement.setObject(2, WORKSPACE);
      statement.setObject(3, one.member().value());
      statement.setArray(4, connection.createArrayOf("uuid", one.departments().toArray()));
      statement.setObject(5, MemberId.valueOrNull(PEOPLE.managerOf(one.member())));
      statement.execute();
    }
  }
}
