package dev.formwork.core.naming;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Which member: a person, or a program with rights of its own. In JSON it is the UUID's text. */
public record MemberId(@JsonValue UUID value) implements Comparable<MemberId> {

  public MemberId {
    Objects.requireNonNull(value);
  }

  /** The id as a column or a field of a record holds it; null: nobody. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static MemberId of(UUID value) {
    return value == null ? null : new MemberId(value);
  }

  /** The way back from {@link #of}; null for null. */
  public static UUID valueOrNull(MemberId member) {
    return member == null ? null : member.value;
  }

  /** The ids of several members, none of them null. */
  public static List<UUID> uuids(Collection<MemberId> members) {
    return members.stream().map(MemberId::value).toList();
  }

  @Override
  public int compareTo(MemberId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
