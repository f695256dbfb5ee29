package dev.formwork.core.importexport;

import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.record.RecordService.BatchOutcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The tables of what imports did, and of how far it is undone. */
@ApplicationScoped
class UndoStore {

  private final Pool pool;

  UndoStore(Pool pool) {
    this.pool = pool;
  }

  /** A change of an import, and the version that the record came to by it. */
  record Changed(RecordId id, long version) {}

  /** What one batch of an import did. */
  record Batch(int firstRow, List<RecordId> created, List<Changed> updated) {}

  /** In the transaction of a batch. */
  Uni<Void> add(SqlClient sql, UUID id, int firstRow, List<BatchOutcome> outcomes) {
    var created = new ArrayList<UUID>();
    var updated = new ArrayList<UUID>();
    var versions = new ArrayList<Long>();
    for (var outcome : outcomes) {
      switch (outcome) {
        case BatchOutcome.Created(var record) -> created.add(record.value());
        case BatchOutcome.Updated(var record, var version) -> {
          updated.add(record.value());
          versions.add(version);
        }
        case BatchOutcome.Unchanged _, BatchOutcome.Refused _ -> {}
      }
    }
    return created.isEmpty() && updated.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                "INSERT INTO formwork.import_batch (import_id, first_row, created, updated, versions) VALUES ($1, $2, $3, $4, $5)")
            .execute(
                Tuple.from(
                    Arrays.asList(
                        id,
                        firstRow,
                        created.toArray(UUID[]::new),
                        updated.toArray(UUID[]::new),
                        versions.toArray(Long[]::new))))
            .replaceWithVoid();
  }

  /** The batch to be undone next, which is the last one left; null: all are. */
  Uni<Batch> last(UUID id) {
    return pool.preparedQuery(
            "SELECT first_row, created, updated, versions FROM formwork.import_batch WHERE import_id = $1 ORDER BY first_row DESC LIMIT 1")
        .execute(Tuple.of(id))
        .map(rows -> rows.iterator().hasNext() ? batch(rows.iterator().next()) : null);
  }

  private static Batch batch(Row row) {
    var updated = row.getArrayOfUUIDs(2);
    var versions = row.getArrayOfLongs(3);
    var changed = new ArrayList<Changed>();
    for (int i = 0; i < updated.length; i++) {
      changed.add(new Changed(new RecordId(updated[i]), versions[i]));
    }
    return new Batch(
        row.getInteger(0),
        Arrays.stream(row.getArrayOfUUIDs(1)).map(RecordId::new).toList(),
        changed);
  }

  /** False when the import is not over, or is undone already. */
  Uni<Boolean> begin(SqlClient sql, UUID id, MemberId by, String scope) {
    return sql.preparedQuery(
            """
            UPDATE formwork.import_run SET state = 'UNDOING', undone_by = $2, undo_scope = $3::text::jsonb, error = NULL
            WHERE id = $1 AND state IN ('DONE', 'FAILED')""")
        .execute(Tuple.of(id, MemberId.valueOrNull(by), scope))
        .map(rows -> rows.rowCount() == 1);
  }

  /**
   * Who undoes an import.
   *
   * @param scope of their token
   */
  record UndoneBy(MemberId member, String scope) {}

  Uni<UndoneBy> undoneBy(UUID id) {
    return pool.preparedQuery(
            "SELECT undone_by, undo_scope::text FROM formwork.import_run WHERE id = $1")
        .execute(Tuple.of(id))
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new UndoneBy(MemberId.of(row.getUUID(0)), row.getString(1));
            });
  }

  /** In the transaction that undid a batch; false when another node did so before. */
  Uni<Boolean> undone(SqlClient sql, UUID id, Batch batch, int undone, List<KeptRecord> kept) {
    return sql.preparedQuery(
            "DELETE FROM formwork.import_batch WHERE import_id = $1 AND first_row = $2")
        .execute(Tuple.of(id, batch.firstRow))
        .map(rows -> rows.rowCount() == 1)
        .call(() -> addKept(sql, id, kept))
        .call(
            () ->
                sql.preparedQuery(
                        "UPDATE formwork.import_run SET undone = undone + $2, kept = kept + $3 WHERE id = $1")
                    .execute(Tuple.of(id, undone, kept.size())));
  }

  private static Uni<Void> addKept(SqlClient sql, UUID id, List<KeptRecord> kept) {
    return kept.isEmpty()
        ? Uni.createFrom().voidItem()
        : sql.preparedQuery(
                "INSERT INTO formwork.import_kept (import_id, record_id, title, code, message) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
            .executeBatch(
                kept.stream()
                    .map(
                        one ->
                            Tuple.of(id, one.id().value(), one.title(), one.code(), one.message()))
                    .toList())
            .replaceWithVoid();
  }

  Uni<List<KeptRecord>> kept(UUID id, int limit) {
    return pool.preparedQuery(
            "SELECT record_id, title, code, message FROM formwork.import_kept WHERE import_id = $1 ORDER BY title, record_id LIMIT $2")
        .execute(Tuple.of(id, limit))
        .map(
            rows -> {
              var kept = new ArrayList<KeptRecord>();
              rows.forEach(
                  row ->
                      kept.add(
                          new KeptRecord(
                              new RecordId(row.getUUID(0)),
                              row.getString(1),
                              row.getString(2),
                              row.getString(3))));
              return kept;
            });
  }

  Uni<Void> finish(UUID id, ImportRun.State state, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.import_run SET state = $2, error = $3 WHERE id = $1 AND state = 'UNDOING'")
        .execute(Tuple.of(id, state.name(), error))
        .replaceWithVoid();
  }

  /** What a change of a record was, as the change log has it; null: it has none. */
  Uni<String> change(SqlClient sql, String schema, String form, Changed changed) {
    return sql.preparedQuery(
            "SELECT changes::text FROM \"%s\".change_log WHERE record_id = $1 AND form = $2 AND version = $3 ORDER BY id DESC LIMIT 1"
                .formatted(schema))
        .execute(Tuple.of(changed.id.value(), form, changed.version))
        .map(rows -> rows.iterator().hasNext() ? rows.iterator().next().getString(0) : null);
  }
}
