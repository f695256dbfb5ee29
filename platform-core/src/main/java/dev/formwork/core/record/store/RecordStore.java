package dev.formwork.core.record.store;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.database.LockingTransaction;
import dev.formwork.core.database.RowLocks;
import dev.formwork.core.definition.ValidationRule.Occasion;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Problem;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.QuerySql;
import dev.formwork.core.record.value.RecordChangeSet;
import dev.formwork.core.record.value.RecordData;
import dev.formwork.core.record.value.RecordInput;
import dev.formwork.core.record.value.StoredRecord;
import dev.formwork.core.record.value.ValueEquality;
import dev.formwork.core.rights.FormRights;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The SQL of the record path. Decides nothing; every statement was compiled with the form. */
public final class RecordStore {

  private static final String UNIQUE_VIOLATION = "23505";
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  /** A field got another type while this was on its way. */
  private static final String DATATYPE_MISMATCH = "42804";

  private RecordStore() {}

  /** A record decided upon, on its way into the table. */
  public record Insertion(RecordId id, RecordChangeSet decided, Occasion occasion) {

    /** What the history calls it. */
    String action() {
      return occasion == Occasion.SUBMIT ? "submit" : "create";
    }
  }

  /** A change decided upon. */
  public record Update(StoredRecord before, RecordChangeSet decided) {}

  /** Null when there is none. */
  public static Uni<StoredRecord> find(SqlClient sql, CompiledForm form, RecordId id) {
    var record =
        sql.preparedQuery(form.sql().selectById())
            .execute(Tuple.of(id.value()))
            .map(
                rows ->
                    rows.iterator().hasNext()
                        ? RowReader.record(form, rows.iterator().next())
                        : null);
    return form.subforms().isEmpty()
        ? record
        : record.chain(
            found -> found == null ? Uni.createFrom().nullItem() : withRows(sql, form, found));
  }

  /** A living record that someone may read, and how they see it; null when there is none. */
  public static Uni<StoredRecord> find(SqlClient sql, RecordAccess recordAccess, RecordId id) {
    var form = recordAccess.form();
    var rights = recordAccess.rights();
    if (rights.readsAll()) {
      return find(sql, form, id)
          .map(found -> found == null ? null : found.seenWith(rights.uniformSight()));
    }
    var statement =
        rights.byId(
            () -> {
              var text = new QuerySql(recordAccess).byId(id);
              var parameters = text.parameters();
              return new FormRights.Statement(
                  text.toString(), new ArrayList<>(parameters.subList(0, parameters.size() - 1)));
            });
    var parameters = new ArrayList<>(statement.parameters());
    parameters.add(id.value());
    var record =
        sql.preparedQuery(statement.sql())
            .execute(Tuple.tuple(parameters))
            .map(
                rows ->
                    rows.iterator().hasNext() ? seen(recordAccess, rows.iterator().next()) : null);
    return form.subforms().isEmpty()
        ? record
        : record.chain(
            found -> found == null ? Uni.createFrom().nullItem() : withRows(sql, form, found));
  }

  private static StoredRecord seen(RecordAccess recordAccess, Row row) {
    return RowReader.record(recordAccess.form(), row).seenWith(recordAccess.sight(row));
  }

  private static Uni<StoredRecord> withRows(SqlClient sql, CompiledForm form, StoredRecord record) {
    return Multi.createFrom()
        .range(0, form.subforms().size())
        .onItem()
        .transformToUniAndConcatenate(
            i ->
                sql.preparedQuery(form.sql().selectRows().get(i))
                    .execute(Tuple.of(record.id().value()))
                    .invoke(
                        rows ->
                            record
                                .data()
                                .set(
                                    form.subforms().get(i).slot(),
                                    RowReader.rows(form.subforms().get(i), rows))))
        .collect()
        .asList()
        .replaceWith(record);
  }

  public static Uni<Void> insert(
      SqlClient sql, CompiledForm form, List<Insertion> insertions, EvaluationContext moment) {
    if (insertions.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return (insertions.size() == 1
            ? sql.preparedQuery(form.sql().insert())
                .execute(insertTuple(form, insertions.getFirst(), moment))
            : sql.preparedQuery(form.sql().insertAll())
                .execute(insertTuple(form, insertions, moment)))
        .chain(() -> insertRows(sql, form, insertions))
        .onFailure(PgException.class)
        .transform(failure -> refusal(form, failure));
  }

  private static Tuple insertTuple(
      CompiledForm form, Insertion insertion, EvaluationContext moment) {
    var tuple =
        newTuple(
            insertion.id,
            insertion.decided,
            moment,
            insertion.action(),
            ChangeLogEntry.ofCreation(form, insertion.decided.data()),
            form);
    values(form.stored(), insertion.decided.data(), tuple);
    return tuple;
  }

  private static Tuple insertTuple(
      CompiledForm form, List<Insertion> insertions, EvaluationContext moment) {
    var decided = insertions.stream().map(Insertion::decided).toList();
    var tuple =
        manyTuple(
            form,
            moment,
            insertions.stream().map(Insertion::id).toList(),
            decided,
            insertions.stream().map(Insertion::action).toList(),
            decided.stream().map(one -> ChangeLogEntry.ofCreation(form, one.data())).toList());
    allValues(form.stored(), decided.stream().map(RecordChangeSet::data).toList(), tuple);
    return tuple;
  }

  /** As the first parameters of the statements for many records: an array for each column. */
  private static Tuple manyTuple(
      CompiledForm form,
      EvaluationContext moment,
      List<RecordId> ids,
      List<RecordChangeSet> decided,
      List<String> actions,
      List<String> changes) {
    return Tuple.tuple()
        .addOffsetDateTime(moment.now())
        .addUUID(moment.author())
        .addString(form.definition().key().value())
        .addArrayOfUUID(RecordId.values(ids))
        .addArrayOfString(decided.stream().map(RecordChangeSet::title).toArray(String[]::new))
        .addArrayOfString(decided.stream().map(RecordChangeSet::searchText).toArray(String[]::new))
        .addArrayOfString(actions.toArray(String[]::new))
        .addArrayOfString(changes.toArray(String[]::new));
  }

  private static void allValues(List<Column> columns, List<RecordData> all, Tuple tuple) {
    for (var column : columns) {
      var values = new ArrayList<>(all.size());
      all.forEach(data -> values.add(data.get(column.slot())));
      tuple.addValue(column.type().bindAll(values));
    }
  }

  private static Tuple newTuple(
      RecordId id,
      RecordChangeSet decided,
      EvaluationContext moment,
      String action,
      String changes,
      CompiledForm form) {
    var tuple = Tuple.tuple();
    return tuple
        .addUUID(id.value())
        .addOffsetDateTime(moment.now())
        .addUUID(moment.author())
        .addString(decided.title())
        .addString(decided.searchText())
        .addString(action)
        .addString(changes)
        .addString(form.definition().key().value());
  }

  private static void values(List<Column> columns, RecordData data, Tuple tuple) {
    for (var column : columns) {
      tuple.addValue(column.type().bind(data.get(column.slot())));
    }
  }

  private static Uni<Void> insertRows(
      SqlClient sql, CompiledForm form, List<Insertion> insertions) {
    return Multi.createFrom()
        .range(0, form.subforms().size())
        .onItem()
        .transformToUniAndConcatenate(
            i -> {
              var rows =
                  insertions.stream()
                      .flatMap(
                          one ->
                              newRows(form.subforms().get(i), one.id, one.decided.data(), Set.of()))
                      .toList();
              return insertRows(sql, form, i, rows);
            })
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /**
   * A row to be written.
   *
   * @param position among the rows of its record
   */
  private record NewRow(RecordId parent, int position, RecordData data) {}

  private static Uni<Void> insertRows(
      SqlClient sql, CompiledForm form, int subform, List<NewRow> rows) {
    if (rows.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var data = rows.stream().map(NewRow::data).toList();
    var tuple =
        Tuple.tuple()
            .addArrayOfUUID(data.stream().map(RecordData::id).toArray(UUID[]::new))
            .addArrayOfUUID(RecordId.values(rows.stream().map(NewRow::parent).toList()))
            .addArrayOfInteger(rows.stream().map(NewRow::position).toArray(Integer[]::new));
    allValues(form.subforms().get(subform).columns(), data, tuple);
    return sql.preparedQuery(form.sql().insertRows().get(subform)).execute(tuple).replaceWithVoid();
  }

  /**
   * @param kept rows that are in the table as they shall be
   */
  private static Stream<NewRow> newRows(
      CompiledSubform subform, RecordId parent, RecordData data, Set<UUID> kept) {
    var rows = data.rows(subform.slot());
    return IntStream.range(0, rows.size())
        .filter(i -> !kept.contains(rows.get(i).id()))
        .mapToObj(i -> new NewRow(parent, i, rows.get(i)));
  }

  /**
   * Stores a change if the record still has the version it was decided on; false otherwise, and
   * nothing happened.
   */
  public static Uni<Boolean> update(
      SqlClient sql, CompiledForm form, Update update, String action, EvaluationContext moment) {
    var before = update.before;
    var changes = ChangeLogEntry.between(form, before.data(), update.decided.data());
    var tuple =
        newTuple(before.id(), update.decided, moment, action, changes, form)
            .addLong(before.version());
    values(form.stored(), update.decided.data(), tuple);
    return sql.preparedQuery(form.sql().update())
        .execute(tuple)
        .map(rows -> rows.iterator().hasNext())
        .call(stored -> stored ? replaceRows(sql, form, update) : Uni.createFrom().voidItem())
        .onFailure(PgException.class)
        .transform(failure -> refusal(form, failure));
  }

  /**
   * The same for many records, each once; false when one of them has another version by now, and
   * then the transaction has to be given up.
   */
  public static Uni<Boolean> updateAll(
      SqlClient sql,
      CompiledForm form,
      List<Update> updates,
      String action,
      EvaluationContext moment) {
    if (updates.size() < 2) {
      return updates.isEmpty()
          ? Uni.createFrom().item(true)
          : update(sql, form, updates.getFirst(), action, moment);
    }
    return sql.preparedQuery(form.sql().updateAll())
        .execute(updateTuple(form, updates, action, moment))
        .map(rows -> rows.size() == updates.size())
        .call(
            stored ->
                stored && !form.subforms().isEmpty()
                    ? replaceAllRows(sql, form, updates)
                    : Uni.createFrom().voidItem())
        .onFailure(PgException.class)
        .transform(failure -> refusal(form, failure));
  }

  private static Tuple updateTuple(
      CompiledForm form, List<Update> updates, String action, EvaluationContext moment) {
    var decided = updates.stream().map(Update::decided).toList();
    var tuple =
        manyTuple(
                form,
                moment,
                updates.stream().map(update -> update.before.id()).toList(),
                decided,
                Collections.nCopies(updates.size(), action),
                updates.stream()
                    .map(
                        update ->
                            ChangeLogEntry.between(
                                form, update.before.data(), update.decided.data()))
                    .toList())
            .addArrayOfLong(
                updates.stream().map(update -> update.before.version()).toArray(Long[]::new));
    allValues(form.stored(), decided.stream().map(RecordChangeSet::data).toList(), tuple);
    return tuple;
  }

  private static Uni<Void> replaceAllRows(SqlClient sql, CompiledForm form, List<Update> updates) {
    return Multi.createFrom()
        .iterable(updates)
        .onItem()
        .transformToUniAndConcatenate(update -> replaceRows(sql, form, update))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static Uni<Void> replaceRows(SqlClient sql, CompiledForm form, Update update) {
    return Multi.createFrom()
        .range(0, form.subforms().size())
        .onItem()
        .transformToUniAndConcatenate(i -> replaceRows(sql, form, i, update))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  /** Rows that stay as they are, in their place, are not written again. */
  private static Uni<Void> replaceRows(SqlClient sql, CompiledForm form, int index, Update update) {
    var subform = form.subforms().get(index);
    var before = update.before.data().rows(subform.slot());
    var after = update.decided.data().rows(subform.slot());
    var kept = new HashSet<UUID>();
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      if (before.get(i).id().equals(after.get(i).id())
          && ValueEquality.same(before.get(i), after.get(i))) {
        kept.add(after.get(i).id());
      }
    }
    if (kept.size() == before.size() && kept.size() == after.size()) {
      return Uni.createFrom().voidItem();
    }
    var rows = newRows(subform, update.before.id(), update.decided.data(), kept).toList();
    return sql.preparedQuery(form.sql().deleteRows().get(index))
        .execute(Tuple.of(update.before.id().value(), kept.toArray(UUID[]::new)))
        .chain(() -> insertRows(sql, form, index, rows));
  }

  /** The next records in the order of their ids, locked, with their rows. */
  public static Uni<List<StoredRecord>> batchAfter(
      SqlClient sql, CompiledForm form, RecordId after, int size) {
    return sql.preparedQuery(form.sql().selectIdsAfter())
        .execute(Tuple.of(after.value(), size))
        .chain(
            found -> {
              var ids = new ArrayList<RecordId>();
              found.forEach(row -> ids.add(new RecordId(row.getUUID(0))));
              return lock(sql, form, ids).chain(() -> findAll(sql, form, ids));
            });
  }

  /** The living records among these, with their rows, in the order of their ids. */
  public static Uni<List<StoredRecord>> findAll(
      SqlClient sql, CompiledForm form, List<RecordId> ids) {
    return ids.isEmpty()
        ? Uni.createFrom().item(List.of())
        : sql.preparedQuery(form.sql().selectAll())
            .execute(idArray(ids))
            .map(
                rows -> {
                  var records = new ArrayList<StoredRecord>();
                  rows.forEach(row -> records.add(RowReader.record(form, row)));
                  return records;
                })
            .call(records -> withAllRows(sql, form, records))
            .map(records -> records);
  }

  public static Uni<Void> withAllRows(
      SqlClient sql, CompiledForm form, List<StoredRecord> records) {
    return withRows(sql, form, records, form.subforms());
  }

  /** Reads the rows of some subforms into these records. */
  public static Uni<Void> withRows(
      SqlClient sql,
      CompiledForm form,
      List<StoredRecord> records,
      List<CompiledSubform> subforms) {
    var ids = records.stream().map(StoredRecord::id).toList();
    return Multi.createFrom()
        .iterable(subforms)
        .onItem()
        .transformToUniAndConcatenate(
            subform ->
                sql.preparedQuery(
                        form.sql().selectRowsOfMany().get(form.subforms().indexOf(subform)))
                    .execute(idArray(ids))
                    .invoke(rows -> spread(subform, rows, records)))
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static void spread(
      CompiledSubform subform, RowSet<Row> rows, List<StoredRecord> records) {
    var byParent = RowReader.rowsByParent(subform, rows);
    records.forEach(
        record -> record.data().set(subform.slot(), byParent.getOrDefault(record.id(), List.of())));
  }

  /** Stores what formulas gave, without a new version: nobody changed the record. */
  public static Uni<Void> refresh(SqlClient sql, CompiledForm form, List<Update> updates) {
    if (updates.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    var tuples =
        updates.stream()
            .map(
                update -> {
                  var tuple =
                      Tuple.of(
                          update.before.id().value(),
                          update.before.version(),
                          update.decided.title(),
                          update.decided.searchText());
                  values(form.derived(), update.decided.data(), tuple);
                  return tuple;
                })
            .toList();
    return sql.preparedQuery(form.sql().refresh())
        .executeBatch(tuples)
        .chain(() -> replaceAllRows(sql, form, updates));
  }

  /** Marks a record deleted, or brings it back. False when there was nothing to do. */
  public static Uni<Boolean> mark(
      SqlClient sql,
      CompiledForm form,
      RecordId id,
      Long expectedVersion,
      boolean deleted,
      EvaluationContext moment) {
    var statement = deleted ? form.sql().delete() : form.sql().restore();
    return sql.preparedQuery(statement)
        .execute(
            Tuple.from(
                Arrays.asList(
                    id.value(),
                    moment.now(),
                    moment.author(),
                    deleted ? "delete" : "restore",
                    form.definition().key().value(),
                    expectedVersion)))
        .map(rows -> rows.iterator().hasNext())
        .onFailure(PgException.class)
        .transform(failure -> refusal(form, failure));
  }

  /** Removes a record for good. Its history stays in the change log. */
  public static Uni<Boolean> purge(
      SqlClient sql,
      CompiledForm form,
      RecordId id,
      Long expectedVersion,
      EvaluationContext moment) {
    return sql.preparedQuery(form.sql().purge())
        .execute(
            Tuple.from(
                Arrays.asList(
                    id.value(),
                    moment.now(),
                    moment.author(),
                    "purge",
                    form.definition().key().value(),
                    expectedVersion)))
        .map(rows -> rows.iterator().hasNext())
        .onFailure(PgException.class)
        .transform(failure -> refusal(form, failure));
  }

  /** Gives the next numbers of a serial field, one for each record, in one step. */
  public static Uni<Void> number(
      SqlClient sql, CompiledForm form, List<RecordInput> inputs, EvaluationContext moment) {
    int year = moment.now().atZoneSameInstant(moment.zone()).getYear();
    return Multi.createFrom()
        .iterable(form.columns())
        .select()
        .where(column -> column.field() instanceof SerialField && !inputs.isEmpty())
        .onItem()
        .transformToUniAndConcatenate(
            column -> {
              var serial = (SerialField) column.field();
              return sql.preparedQuery(form.sql().number())
                  .execute(
                      Tuple.of(
                          form.definition().key().value(),
                          column.name(),
                          serial.perYear() ? Integer.toString(year) : "",
                          (long) inputs.size()))
                  .invoke(
                      rows -> {
                        long next = rows.iterator().next().getLong(0) - inputs.size() + 1;
                        for (var input : inputs) {
                          input.with(column.slot(), serial.format(year, next++));
                        }
                      });
            })
        .collect()
        .asList()
        .replaceWithVoid();
  }

  private static RuntimeException refusal(CompiledForm form, PgException failure) {
    var constraint = failure.getConstraint() == null ? "" : failure.getConstraint();
    return switch (failure.getSqlState()) {
      case UNIQUE_VIOLATION ->
          form.columns().stream()
              .filter(column -> form.table().uniqueIndexes(column.name()).contains(constraint))
              .findFirst()
              .map(
                  column ->
                      new Refusal(
                          Refusal.Kind.CONFLICT,
                          List.of(Problem.at("/" + column.name(), CoreProblem.NOT_UNIQUE))))
              .orElseGet(() -> Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.ALREADY_THERE));
      case FOREIGN_KEY_VIOLATION ->
          Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.STILL_REFERRED_TO);
      case DATATYPE_MISMATCH -> Refusal.of(Refusal.Kind.CONFLICT, CoreProblem.RECORDS_BUSY);
      case null, default -> failure;
    };
  }

  /** Locks records of one form for a change, in the order of their ids. */
  public static Uni<Void> lock(SqlClient sql, CompiledForm form, Collection<RecordId> ids) {
    int rank = form.links().lockRank(form.key());
    return LockingTransaction.lock(
        sql,
        ids.stream().map(id -> new RowLocks.Row(rank, form.table().sql(), id.value())).toList(),
        RowLocks.Mode.CHANGE);
  }

  /** Ids as the one parameter of a statement. */
  public static Tuple idArray(Collection<RecordId> ids) {
    return Tuple.tuple(List.<Object>of((Object) RecordId.values(ids)));
  }
}
