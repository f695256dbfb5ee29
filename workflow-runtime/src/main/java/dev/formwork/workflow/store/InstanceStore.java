package dev.formwork.workflow.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.workflow.engine.Instance;
import dev.formwork.workflow.engine.InstanceState;
import dev.formwork.workflow.engine.InstanceStatus;
import dev.formwork.workflow.engine.SubjectRecord;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Reads instances and stores transitions. */
public final class InstanceStore {

  static final String INSTANCE =
      "i.id, i.app, i.flow, i.version, i.form, i.record_id, i.submitter, i.depth, i.revision, i.status, i.outcome, "
          + "i.error, i.started_at, i.state::text, i.title, i.parent_id, i.parent_position";

  /** How many columns that is. */
  static final int WIDTH = 17;

  private InstanceStore() {}

  /**
   * An instance as it is stored, with what belongs to it beside.
   *
   * @param title of its record
   * @param parent nullable
   */
  public record StoredInstance(Instance instance, String title, UUID parent, int parentPosition) {}

  /** Null when there is none. */
  public static Uni<StoredInstance> find(SqlClient sql, String schema, UUID id) {
    return one(sql, "SELECT %s FROM \"%s\".flow_instance i WHERE i.id = $1", schema, id);
  }

  /** The same; nobody else moves it until the transaction ends. */
  public static Uni<StoredInstance> findLocked(SqlClient sql, String schema, UUID id) {
    return one(sql, "SELECT %s FROM \"%s\".flow_instance i WHERE i.id = $1 FOR UPDATE", schema, id);
  }

  /** The newest instance that a step of another one waits for; null when there is none. */
  public static Uni<StoredInstance> childOf(
      SqlClient sql, String schema, UUID parent, int position) {
    return sql.preparedQuery(
            """
            SELECT %s FROM "%s".flow_instance i WHERE i.parent_id = $1 AND i.parent_position = $2
            ORDER BY i.started_at DESC LIMIT 1"""
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(parent, position))
        .map(rows -> rows.iterator().hasNext() ? stored(rows.iterator().next()) : null);
  }

  /** Instances under way that run on another version than this. */
  public static Uni<List<StoredInstance>> olderRunning(
      SqlClient sql, String schema, AppKey app, String flow, int newest, int most) {
    return sql.preparedQuery(
            """
            SELECT %s FROM "%s".flow_instance i
            WHERE i.app = $1 AND i.flow = $2 AND i.ended_at IS NULL AND i.version <> $3 ORDER BY i.id LIMIT $4"""
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(app.value(), flow, newest, most))
        .map(
            rows -> {
              var found = new ArrayList<StoredInstance>();
              rows.forEach(row -> found.add(stored(row)));
              return found;
            });
  }

  /** Those of a record that are not over. */
  public static Uni<List<StoredInstance>> running(SqlClient sql, String schema, RecordId record) {
    return sql.preparedQuery(
            "SELECT %s FROM \"%s\".flow_instance i WHERE i.record_id = $1 AND i.ended_at IS NULL"
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(record.value()))
        .map(
            rows -> {
              var found = new ArrayList<StoredInstance>();
              rows.forEach(row -> found.add(stored(row)));
              return found;
            });
  }

  /**
   * Those of a record that may lock it, newest first: all under way, and of each flow the newest
   * that is over and the newest that came to its own end.
   */
  public static Uni<List<StoredInstance>> locking(SqlClient sql, String schema, RecordId record) {
    return sql.preparedQuery(
            """
            SELECT %1$s FROM "%2$s".flow_instance i WHERE i.record_id = $1 AND (i.ended_at IS NULL OR i.id IN (
              SELECT DISTINCT ON (n.app, n.flow) n.id FROM "%2$s".flow_instance n
              WHERE n.record_id = $1 AND n.ended_at IS NOT NULL
              ORDER BY n.app, n.flow, n.started_at DESC, n.id DESC) OR i.id IN (
              SELECT DISTINCT ON (n.app, n.flow) n.id FROM "%2$s".flow_instance n
              WHERE n.record_id = $1 AND n.status IN ('DONE', 'REJECTED')
              ORDER BY n.app, n.flow, n.started_at DESC, n.id DESC))
            ORDER BY i.started_at DESC, i.id DESC"""
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(record.value()))
        .map(
            rows -> {
              var found = new ArrayList<StoredInstance>();
              rows.forEach(row -> found.add(stored(row)));
              return found;
            });
  }

  /** Those under way of these flows that go through records in a loop, this one among them. */
  public static Uni<List<StoredInstance>> loopingOver(
      SqlClient sql, String schema, AppKey app, List<String> flows, RecordId record) {
    return sql.preparedQuery(
            """
            SELECT %s FROM "%s".flow_instance i
            WHERE i.app = $1 AND i.flow = ANY ($2) AND i.ended_at IS NULL
            AND i.state -> 'open' @> jsonb_build_array(jsonb_build_object('items', jsonb_build_array($3::text)))
            ORDER BY i.started_at, i.id"""
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(app.value(), flows.toArray(String[]::new), record.toString()))
        .map(
            rows -> {
              var found = new ArrayList<StoredInstance>();
              rows.forEach(row -> found.add(stored(row)));
              return found;
            });
  }

  /** The newest of a flow on a record in which an approval was decided; null when there is none. */
  public static Uni<StoredInstance> newestDecided(
      SqlClient sql, String schema, RecordId record, AppKey app, String flow) {
    return sql.preparedQuery(
            """
            SELECT %1$s FROM "%2$s".flow_instance i
            WHERE i.record_id = $1 AND i.app = $2 AND i.flow = $3 AND i.status IN ('DONE', 'REJECTED') AND EXISTS (
              SELECT 1 FROM "%2$s".flow_event e
              WHERE e.instance_id = i.id AND e.kind IN ('approved', 'rejected', 'skipped', 'overdue'))
            ORDER BY i.started_at DESC, i.id DESC LIMIT 1"""
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(record.value(), app.value(), flow))
        .map(rows -> rows.iterator().hasNext() ? stored(rows.iterator().next()) : null);
  }

  /** An instance with those that called it, outermost last. */
  public static Uni<List<UUID>> lineage(SqlClient sql, String schema, UUID instance) {
    return sql.preparedQuery(
            """
            WITH RECURSIVE up (id, parent_id) AS (
              SELECT id, parent_id FROM "%1$s".flow_instance WHERE id = $1
              UNION SELECT p.id, p.parent_id FROM "%1$s".flow_instance p JOIN up ON p.id = up.parent_id)
            SELECT id FROM up"""
                .formatted(schema))
        .execute(Tuple.of(instance))
        .map(
            rows -> {
              var found = new ArrayList<UUID>();
              rows.forEach(row -> found.add(row.getUUID(0)));
              return found;
            });
  }

  /** Newest first. */
  public static Uni<List<StoredInstance>> ofRecord(SqlClient sql, String schema, RecordId record) {
    return sql.preparedQuery(
            """
            SELECT %s FROM "%s".flow_instance i WHERE i.record_id = $1 ORDER BY i.started_at DESC LIMIT 50"""
                .formatted(INSTANCE, schema))
        .execute(Tuple.of(record.value()))
        .map(
            rows -> {
              var found = new ArrayList<StoredInstance>();
              rows.forEach(row -> found.add(stored(row)));
              return found;
            });
  }

  /** Whether somebody started it, had a task in it, or got a copy. */
  public static Uni<Boolean> takesPart(
      SqlClient sql, String schema, UUID instance, MemberId member) {
    return sql.preparedQuery(
            """
            SELECT EXISTS (SELECT 1 FROM "%1$s".flow_instance WHERE id = $1 AND submitter = $2)
            OR EXISTS (SELECT 1 FROM "%1$s".flow_task WHERE instance_id = $1 AND $2 IN (member_id, principal_id, closed_by))
            OR EXISTS (SELECT 1 FROM "%1$s".flow_copy WHERE instance_id = $1 AND member_id = $2)
            OR EXISTS (SELECT 1 FROM "%1$s".notice WHERE instance_id = $1 AND member_id = $2)"""
                .formatted(schema))
        .execute(Tuple.of(instance, MemberId.valueOrNull(member)))
        .map(rows -> rows.iterator().next().getBoolean(0));
  }

  /** Those of these that are there. */
  public static Uni<List<StoredInstance>> findAll(SqlClient sql, String schema, List<UUID> ids) {
    return sql.preparedQuery(
            "SELECT %s FROM \"%s\".flow_instance i WHERE i.id = ANY ($1)"
                .formatted(INSTANCE, schema))
        .execute(Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new)))
        .map(
            rows -> {
              var found = new ArrayList<StoredInstance>();
              rows.forEach(row -> found.add(stored(row)));
              return found;
            });
  }

  private static Uni<StoredInstance> one(SqlClient sql, String statement, String schema, UUID id) {
    return sql.preparedQuery(statement.formatted(INSTANCE, schema))
        .execute(Tuple.of(id))
        .map(rows -> rows.iterator().hasNext() ? stored(rows.iterator().next()) : null);
  }

  static StoredInstance stored(Row row) {
    var record = row.getUUID(5);
    var form = row.getString(4);
    return new StoredInstance(
        new Instance(
            row.getUUID(0),
            new AppKey(row.getString(1)),
            row.getString(2),
            row.getInteger(3),
            record == null ? null : SubjectRecord.of(form, new RecordId(record)),
            MemberId.of(row.getUUID(6)),
            row.getInteger(7),
            row.getInteger(8),
            InstanceStatus.valueOf(row.getString(9)),
            row.getString(10),
            row.getString(11),
            row.getOffsetDateTime(12),
            state(row.getString(13))),
        row.getString(14),
        row.getUUID(15),
        row.getInteger(16) == null ? 0 : row.getInteger(16));
  }

  private static InstanceState state(String json) {
    try {
      return DefinitionJson.mapper().readValue(json, InstanceState.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A stored state can be read", e);
    }
  }

  /**
   * Stores transitions that were decided; all are of new instances, or none is.
   *
   * @return the ids of those that moved; the others were decided on a revision that is gone
   */
  public static Uni<Set<UUID>> store(
      SqlClient sql, String schema, OffsetDateTime now, List<Transition> transitions) {
    var statement = TransitionSql.of(schema, now, transitions);
    return sql.preparedQuery(statement.sql())
        .execute(statement.values())
        .map(
            rows -> {
              var moved = new HashSet<UUID>();
              rows.forEach(row -> moved.add(row.getUUID(0)));
              return moved;
            });
  }
}
