package dev.formwork.core.importexport;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** The tables of imports: the file, the plan, the progress, the failures. */
@ApplicationScoped
class ImportStore {

  private static final String RUN =
      "id, app, form, file_name, state, total_rows, next_row, created, updated, unchanged, failed, started_at, finished_at, error, undone, kept";

  private final Pool pool;

  ImportStore(Pool pool) {
    this.pool = pool;
  }

  /** What is needed to go on with an import, on any node. */
  record StoredImport(
      ImportRun run,
      MemberId memberId,
      String scope,
      String zone,
      String language,
      String plan,
      byte[] content) {}

  /** Counts of one batch. */
  record Counts(int rows, int created, int updated, int unchanged, int failed) {}

  Uni<Void> insert(SqlClient sql, ImportRun run, UUID workspace, StoredImport storedImport) {
    return sql.preparedQuery(
            """
            INSERT INTO formwork.import_run
              (id, workspace_id, app, form, file_name, member_id, zone, language, plan, content, state, total_rows, scope)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'RUNNING', $11, $12::text::jsonb)""")
        .execute(
            Tuple.from(
                Arrays.asList(
                    run.id(),
                    workspace,
                    run.app().value(),
                    run.form().value(),
                    run.fileName(),
                    MemberId.valueOrNull(storedImport.memberId),
                    storedImport.zone,
                    storedImport.language,
                    storedImport.plan,
                    Buffer.buffer(storedImport.content),
                    run.totalRows(),
                    storedImport.scope)))
        .replaceWithVoid();
  }

  /** Null when the workspace has no such import. */
  Uni<ImportRun> find(UUID workspace, UUID id) {
    return pool.preparedQuery(
            "SELECT " + RUN + " FROM formwork.import_run WHERE id = $1 AND workspace_id = $2")
        .execute(Tuple.of(id, workspace))
        .map(rows -> rows.iterator().hasNext() ? run(rows.iterator().next()) : null);
  }

  /**
   * @param member whose they are; null: anybody's
   */
  Uni<List<ImportRun>> latest(UUID workspace, AppKey app, FormKey form, MemberId member) {
    return pool.preparedQuery(
            "SELECT "
                + RUN
                + " FROM formwork.import_run WHERE workspace_id = $1 AND app = $2 AND form = $3 AND ($4::uuid IS NULL OR member_id = $4) ORDER BY started_at DESC LIMIT 10")
        .execute(Tuple.of(workspace, app.value(), form.value(), MemberId.valueOrNull(member)))
        .map(
            rows -> {
              var runs = new ArrayList<ImportRun>();
              rows.forEach(row -> runs.add(run(row)));
              return runs;
            });
  }

  Uni<ImportRun> progress(UUID id) {
    return pool.preparedQuery("SELECT " + RUN + " FROM formwork.import_run WHERE id = $1")
        .execute(Tuple.of(id))
        .map(rows -> run(rows.iterator().next()));
  }

  Uni<StoredImport> work(UUID id) {
    return pool.preparedQuery(
            "SELECT "
                + RUN
                + ", member_id, zone, language, plan, content, scope::text FROM formwork.import_run WHERE id = $1")
        .execute(Tuple.of(id))
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new StoredImport(
                  run(row),
                  MemberId.of(row.getUUID(16)),
                  row.getString(21),
                  row.getString(17),
                  row.getString(18),
                  row.getString(19),
                  row.getBuffer(20).getBytes());
            });
  }

  /** In the transaction of a batch: moves on, unless another node did so before. */
  Uni<Boolean> advance(SqlClient sql, UUID id, int from, Counts counts) {
    return sql.preparedQuery(
            """
            UPDATE formwork.import_run SET next_row = next_row + $3, created = created + $4, updated = updated + $5,
              unchanged = unchanged + $6, failed = failed + $7
            WHERE id = $1 AND next_row = $2 AND state = 'RUNNING'""")
        .execute(
            Tuple.from(
                List.of(
                    id,
                    from,
                    counts.rows,
                    counts.created,
                    counts.updated,
                    counts.unchanged,
                    counts.failed)))
        .map(rows -> rows.rowCount() == 1);
  }

  Uni<Void> addFailures(SqlClient sql, UUID id, List<ImportFailure> failures) {
    if (failures.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var tuples =
        failures.stream()
            .map(
                one ->
                    Tuple.from(
                        Arrays.<Object>asList(
                            id, one.row(), one.column(), one.code(), one.message(), one.value())))
            .toList();
    return sql.preparedQuery(
            "INSERT INTO formwork.import_failure (import_id, row_number, column_name, code, message, value) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING")
        .executeBatch(tuples)
        .replaceWithVoid();
  }

  Uni<List<ImportFailure>> failures(UUID id, int limit) {
    return pool.preparedQuery(
            "SELECT row_number, column_name, code, message, value FROM formwork.import_failure WHERE import_id = $1 ORDER BY row_number, column_name LIMIT $2")
        .execute(Tuple.of(id, limit))
        .map(
            rows -> {
              var failures = new ArrayList<ImportFailure>();
              rows.forEach(
                  row ->
                      failures.add(
                          new ImportFailure(
                              row.getInteger(0),
                              row.getString(1),
                              row.getString(2),
                              row.getString(3),
                              row.getString(4))));
              return failures;
            });
  }

  Uni<Void> finish(UUID id, ImportRun.State state, String error) {
    return pool.preparedQuery(
            "UPDATE formwork.import_run SET state = $2, error = $3, finished_at = now() WHERE id = $1 AND state = 'RUNNING'")
        .execute(Tuple.of(id, state.name(), error))
        .replaceWithVoid();
  }

  private static ImportRun run(Row row) {
    return new ImportRun(
        row.getUUID(0),
        new AppKey(row.getString(1)),
        new FormKey(row.getString(2)),
        row.getString(3),
        ImportRun.State.valueOf(row.getString(4)),
        row.getInteger(5),
        row.getInteger(6),
        row.getInteger(7),
        row.getInteger(8),
        row.getInteger(9),
        row.getInteger(10),
        row.getOffsetDateTime(11),
        row.getOffsetDateTime(12),
        row.getString(13),
        row.getInteger(14),
        row.getInteger(15));
  }
}
