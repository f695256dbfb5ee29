package dev.formwork.core.field;

import dev.formwork.core.expression.value.RecordRef;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;

/** What plausible values are made of. */
public interface SampleSource {

  OffsetDateTime now();

  ZoneId zone();

  /** Stands wherever a member is named. */
  UUID me();

  /** Any words about a field; others than before where they must be unique. */
  String text(Field field);

  /** The value of the choice on which the field depends; nullable. */
  Object above();

  /** A record that a lookup offers; null: there is none. */
  RecordRef record(LookupField field);
}
