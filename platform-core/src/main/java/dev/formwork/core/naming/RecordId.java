package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Which record of a form is meant. Values of lookup fields, parameters of SQL and what expressions
 * see are plain {@link UUID}s.
 */
public record RecordId(@JsonValue UUID value) implements Comparable<RecordId> {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RecordId {
    Objects.requireNonNull(value, "A record has an id");
  }

  /** The id of a record to be made; later ones sort behind earlier ones. */
  public static RecordId generate() {
    return new RecordId(UuidCreator.getTimeOrderedEpoch());
  }

  /** Null for null, as a column that may be empty gives it. */
  public static RecordId of(UUID value) {
    return value == null ? null : new RecordId(value);
  }

  /** As a column that may be empty takes it: null for null. */
  public static UUID valueOrNull(RecordId id) {
    return id == null ? null : id.value;
  }

  /** Many ids, in their order, as the one parameter of a statement takes them. */
  public static UUID[] values(Collection<RecordId> ids) {
    return ids.stream().map(RecordId::value).toArray(UUID[]::new);
  }

  /** The id a text is; empty when it cannot be one. */
  public static Optional<RecordId> parse(String text) {
    try {
      return Optional.of(new RecordId(UUID.fromString(text)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(RecordId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
