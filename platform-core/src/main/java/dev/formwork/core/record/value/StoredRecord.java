package dev.formwork.core.record.value;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.RecordMetadata;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import dev.formwork.core.rights.RecordVisibility;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * A record as it is in the database.
 *
 * @param version counts its changes, from 1; the ETag of the API
 * @param title what it is called, never null; empty when its reader may not know
 * @param sight what its reader sees of it
 */
public record StoredRecord(
    RecordId id,
    long version,
    OffsetDateTime createdAt,
    MemberId createdBy,
    OffsetDateTime updatedAt,
    MemberId updatedBy,
    String title,
    RecordData data,
    RecordVisibility sight) {

  /** A record just made. */
  public static StoredRecord created(
      RecordId id, RecordChangeSet decided, EvaluationContext moment) {
    return new StoredRecord(
        id,
        1,
        moment.now(),
        MemberId.of(moment.author()),
        moment.now(),
        MemberId.of(moment.author()),
        decided.title(),
        decided.data(),
        RecordVisibility.ALL);
  }

  /** The record after a change at this moment. */
  public StoredRecord changed(RecordChangeSet decided, EvaluationContext moment) {
    return new StoredRecord(
        id,
        version + 1,
        createdAt,
        createdBy,
        moment.now(),
        MemberId.of(moment.author()),
        decided.title(),
        decided.data(),
        RecordVisibility.ALL);
  }

  public StoredRecord seenWith(RecordVisibility other) {
    return new StoredRecord(
        id, version, createdAt, createdBy, updatedAt, updatedBy, title, data, other);
  }

  /** The same with other values, such as those its reader may see. */
  public StoredRecord with(RecordData otherData, String otherTitle) {
    return new StoredRecord(
        id, version, createdAt, createdBy, updatedAt, updatedBy, otherTitle, otherData, sight);
  }

  /** Whether its lookups, and those of its rows, point where another state's do. */
  public boolean pointsAlike(CompiledForm form, StoredRecord other) {
    return pointsAlike(form.columns(), data, other.data)
        && form.subforms().stream()
            .allMatch(subform -> rowsPointAlike(subform, other.data.rows(subform.slot())));
  }

  private boolean rowsPointAlike(CompiledSubform subform, List<RecordData> others) {
    var rows = data.rows(subform.slot());
    return rows.size() == others.size()
        && IntStream.range(0, rows.size())
            .allMatch(i -> pointsAlike(subform.columns(), rows.get(i), others.get(i)));
  }

  private static boolean pointsAlike(List<Column> columns, RecordData one, RecordData other) {
    return columns.stream()
        .filter(column -> column.type() == ColumnType.LOOKUP)
        .allMatch(column -> Objects.equals(one.get(column.slot()), other.get(column.slot())));
  }

  /** What expressions may know of it beside its fields. */
  public RecordMetadata facts() {
    return new RecordMetadata(
        id.value(),
        version,
        createdAt,
        MemberId.valueOrNull(createdBy),
        updatedAt,
        MemberId.valueOrNull(updatedBy));
  }
}
