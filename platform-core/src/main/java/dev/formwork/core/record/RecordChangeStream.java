package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.event.ChangeFeed;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.permission.RecordAction;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.record.access.RecordAccess;
import dev.formwork.core.record.value.StoredRecord;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A live stream of a form's changes, with the rights of one caller. */
@ApplicationScoped
public class RecordChangeStream {

  /** Changes that wait for a slow reader; beyond, the stream ends and they read anew. */
  private static final int WAITING = 512;

  /** Records a reader is remembered to know, so that they hear when one goes. */
  private static final int MAX_KNOWN = 10_000;

  private final Pool pool;
  private final RecordService records;
  private final ChangeFeed feed;

  RecordChangeStream(Pool pool, RecordService records, ChangeFeed feed) {
    this.pool = pool;
    this.records = records;
    this.feed = feed;
  }

  /** Something that happened. */
  public sealed interface Event {

    /** A record is there, or is other than it was; as the reader sees it. */
    record Changed(String action, StoredRecord record) implements Event {}

    /** A record the reader heard of before is gone, or may not be read any more. */
    record Gone(RecordId id) implements Event {}
  }

  /**
   * @param caller asked for before each reading, so that whoever lost their rights hears no more; a
   *     failure ends the stream
   */
  public Multi<Event> of(Supplier<Uni<Caller>> caller, Caller first, CompiledForm form) {
    RecordAccess.of(first, form).require(RecordAction.READ);
    var known = new LinkedHashSet<RecordId>();
    return Multi.createFrom()
        .<List<Long>>emitter(
            emitter ->
                emitter.onTermination(
                    feed.listen(form.table().schema(), form.key(), emitter::emit)),
            WAITING)
        .onItem()
        .transformToMultiAndConcatenate(
            changes ->
                caller
                    .get()
                    .chain(now -> read(now, form, changes, known))
                    .onItem()
                    .transformToMulti(events -> Multi.createFrom().iterable(events)));
  }

  private record Change(RecordId record, String action) {}

  private Uni<List<Event>> read(
      Caller caller, CompiledForm form, List<Long> ids, Set<RecordId> known) {
    RecordAccess.of(caller, form).require(RecordAction.READ);
    return pool.preparedQuery(
            """
            SELECT DISTINCT ON (record_id) record_id, action FROM "%s".change_log
            WHERE id = ANY ($1) AND form = $2 ORDER BY record_id, id DESC"""
                .formatted(form.table().schema()))
        .execute(Tuple.of(ids.toArray(Long[]::new), form.key()))
        .onItem()
        .transformToMulti(rows -> Multi.createFrom().iterable(changes(rows)))
        .onItem()
        .transformToUniAndConcatenate(change -> seen(caller, form, change, known))
        .collect()
        .asList()
        .map(found -> found.stream().flatMap(List::stream).toList());
  }

  private static List<Change> changes(Iterable<Row> rows) {
    var changes = new ArrayList<Change>();
    rows.forEach(row -> changes.add(new Change(new RecordId(row.getUUID(0)), row.getString(1))));
    return changes;
  }

  private Uni<List<Event>> seen(
      Caller caller, CompiledForm form, Change change, Set<RecordId> known) {
    return records
        .get(caller, form, change.record)
        .map(
            record -> {
              if (known.size() < MAX_KNOWN) {
                known.add(change.record);
              }
              return List.<Event>of(new Event.Changed(change.action, record));
            })
        .onFailure(Refusal.class)
        .recoverWithItem(
            () -> known.remove(change.record) ? List.of(new Event.Gone(change.record)) : List.of());
  }
}
