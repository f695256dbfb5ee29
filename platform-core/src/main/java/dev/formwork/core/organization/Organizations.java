package dev.formwork.core.organization;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.Title;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Reads organisations, and keeps those in use current: nodes tell each other what changed. */
@ApplicationScoped
public class Organizations {

  /** The channel on which nodes hear of changed people; the payload is the workspace's id. */
  public static final String CHANNEL = "formwork_people";

  private final Pool pool;
  private final Map<UUID, LiveOrganization> living = new ConcurrentHashMap<>();
  private final AtomicLong readings = new AtomicLong();

  Organizations(Pool pool) {
    this.pool = pool;
  }

  /** The people of a workspace, now and from now on. */
  public Uni<LiveOrganization> of(UUID workspace) {
    // Known before it is read: a message that comes meanwhile then has it read once more.
    var live = living.computeIfAbsent(workspace, _ -> new LiveOrganization());
    return live.isRead() ? Uni.createFrom().item(live) : refresh(workspace).replaceWith(live);
  }

  /** Reads a workspace's people again, if anyone here holds on to them. */
  public Uni<Void> refresh(UUID workspace) {
    var known = living.get(workspace);
    if (known == null) {
      return Uni.createFrom().voidItem();
    }
    long begun = readings.incrementAndGet();
    return read(pool, workspace).invoke(now -> known.replace(now, begun)).replaceWithVoid();
  }

  /** Reads all that are in use again: messages may have been missed. */
  public Uni<Void> refreshAll() {
    return Multi.createFrom()
        .iterable(List.copyOf(living.keySet()))
        .onItem()
        .transformToUniAndConcatenate(this::refresh)
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Inside a transaction: tells all nodes once it is committed. */
  public static Uni<Void> announce(SqlClient sql, UUID workspace) {
    return sql.preparedQuery("SELECT pg_notify('" + CHANNEL + "', $1)")
        .execute(Tuple.of(workspace.toString()))
        .replaceWithVoid();
  }

  /** As it is in the database, also inside a transaction that changes it. */
  public static Uni<Organization> read(SqlClient sql, UUID workspace) {
    return standings(sql, workspace)
        .chain(
            standings ->
                departments(sql, workspace)
                    .chain(
                        departments ->
                            roles(sql, workspace)
                                .chain(
                                    roles ->
                                        zone(sql, workspace)
                                            .map(
                                                zone ->
                                                    new Organization(
                                                        workspace,
                                                        standings,
                                                        departments,
                                                        roles,
                                                        zone)))));
  }

  /** The server's, until someone chose one. */
  public static Uni<ZoneId> zone(SqlClient sql, UUID workspace) {
    return sql.preparedQuery("SELECT zone FROM formwork.workspace WHERE id = $1")
        .execute(Tuple.of(workspace))
        .map(
            rows -> {
              var zone = rows.size() == 0 ? null : rows.iterator().next().getString(0);
              return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
            });
  }

  private static Uni<List<Membership>> standings(SqlClient sql, UUID workspace) {
    return sql.preparedQuery(
            """
            SELECT s.member_id, m.login, m.name, s.state, s.role, s.departments, s.roles, s.manager_id, m.email, m.service
            FROM formwork.membership s JOIN formwork.member m ON m.id = s.member_id WHERE s.workspace_id = $1""")
        .execute(Tuple.of(workspace))
        .map(
            rows -> {
              var found = new ArrayList<Membership>();
              rows.forEach(row -> found.add(standing(row)));
              return found;
            });
  }

  private static Membership standing(Row row) {
    return new Membership(
        new MemberId(row.getUUID(0)),
        row.getString(1),
        row.getString(2),
        row.getString(8),
        row.getBoolean(9),
        row.getString(3).equals("active"),
        row.getString(4).equals("ADMINISTRATOR"),
        Arrays.asList(row.getArrayOfUUIDs(5)),
        Set.of(row.getArrayOfStrings(6)),
        MemberId.of(row.getUUID(7)));
  }

  private static Uni<List<Department>> departments(SqlClient sql, UUID workspace) {
    return sql.preparedQuery(
            "SELECT id, name, parent_id, head_id, position FROM formwork.department WHERE workspace_id = $1")
        .execute(Tuple.of(workspace))
        .map(
            rows -> {
              var found = new ArrayList<Department>();
              rows.forEach(
                  row ->
                      found.add(
                          new Department(
                              row.getUUID(0),
                              row.getString(1),
                              row.getUUID(2),
                              MemberId.of(row.getUUID(3)),
                              row.getInteger(4))));
              return found;
            });
  }

  private static Uni<List<WorkspaceRole>> roles(SqlClient sql, UUID workspace) {
    return sql.preparedQuery(
            "SELECT key, title::text FROM formwork.workspace_role WHERE workspace_id = $1 ORDER BY key")
        .execute(Tuple.of(workspace))
        .map(Organizations::roles);
  }

  private static List<WorkspaceRole> roles(RowSet<Row> rows) {
    var found = new ArrayList<WorkspaceRole>();
    for (var row : rows) {
      try {
        found.add(
            new WorkspaceRole(
                row.getString(0),
                DefinitionJson.read(DefinitionJson.tree(row.getString(1)), Title.class)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("A stored title is JSON", e);
      }
    }
    return found;
  }
}
