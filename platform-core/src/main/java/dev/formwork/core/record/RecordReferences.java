package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.query.QuerySql;
import dev.formwork.core.record.write.CurrentRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What points to a record: worth knowing before it is removed. */
@ApplicationScoped
public class RecordReferences {

  /** Records that are named of each lookup. */
  private static final int NAMED = 3;

  private final Pool pool;

  RecordReferences(Pool pool) {
    this.pool = pool;
  }

  /**
   * A lookup by which records point to one.
   *
   * @param field key of the lookup, or subform and column with a dot between
   * @param fieldTitle of the lookup
   * @param count of the records that the caller may read, without those in the recycle bin
   * @param names of some of them, as far as the caller may know them
   */
  public record RecordReference(
      CompiledForm form, String field, Title fieldTitle, long count, List<String> names) {}

  private record Pointer(CompiledForm form, Column column, String path, String condition) {}

  /** The lookups that point to it, those of which there are none left out. */
  public Uni<List<RecordReference>> to(Caller caller, CompiledForm form, RecordId id) {
    var access = RecordAccess.of(caller, form).require(RecordAction.READ);
    return CurrentRecord.read(pool, access, id)
        .chain(
            () ->
                Multi.createFrom()
                    .iterable(pointers(caller, form))
                    .onItem()
                    .transformToUniAndConcatenate(pointer -> count(caller, pointer, id))
                    .filter(found -> found.count > 0)
                    .collect()
                    .asList());
  }

  private static List<Pointer> pointers(Caller caller, CompiledForm target) {
    var pointers = new ArrayList<Pointer>();
    target.links().forms().stream()
        .sorted(Comparator.comparing(CompiledForm::key))
        .filter(form -> RecordAccess.of(caller, form).rights().may(RecordAction.READ))
        .forEach(form -> add(pointers, form, target, RecordAccess.of(caller, form)));
    return pointers;
  }

  private static void add(
      List<Pointer> pointers, CompiledForm form, CompiledForm target, RecordAccess access) {
    var table = target.table().sql();
    for (var column : form.columns()) {
      if (table.equals(column.lookupTable()) && access.rights().right(column.name()).isReadable()) {
        pointers.add(new Pointer(form, column, column.name(), column.sql() + " = "));
      }
    }
    for (var rows : form.subforms()) {
      for (var column : rows.columns()) {
        var path = rows.key() + "." + column.name();
        if (table.equals(column.lookupTable()) && access.rights().right(path).isReadable()) {
          pointers.add(
              new Pointer(
                  form,
                  column,
                  path,
                  "t.id IN (SELECT r.parent FROM %s r WHERE r.\"%s\" = "
                      .formatted(rows.table().sql(), column.name())));
        }
      }
    }
  }

  private Uni<RecordReference> count(Caller caller, Pointer pointer, RecordId id) {
    var access = RecordAccess.of(caller, pointer.form);
    var sql = new SqlBuilder();
    sql.append("SELECT count(*), (array_agg(t.record_title ORDER BY t.id DESC))[1:" + NAMED + "]");
    sql.append(" FROM ").append(pointer.form.table().sql()).append(" t");
    new QuerySql(access).where(sql, null, null);
    sql.append(" AND ").append(pointer.condition).bind(id.value(), "uuid");
    sql.append(pointer.condition.contains("IN (SELECT") ? ")" : "");
    return pool.preparedQuery(sql.toString())
        .execute(Tuple.tuple(sql.parameters()))
        .map(
            rows -> {
              var row = rows.iterator().next();
              boolean isTitled =
                  access.rights().showsTitles()
                      && access.rights().condition("record_title") == null;
              var names = row.getArrayOfStrings(1);
              return new RecordReference(
                  pointer.form,
                  pointer.path,
                  pointer.column.field().title(),
                  row.getLong(0),
                  names == null || !isTitled ? List.of() : Arrays.asList(names));
            });
  }
}
