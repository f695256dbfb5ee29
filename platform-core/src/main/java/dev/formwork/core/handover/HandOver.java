package dev.formwork.core.handover;

import dev.formwork.core.naming.AppKey;
import dev.formwork.core.naming.FormKey;
import dev.formwork.core.naming.MemberId;
import dev.formwork.core.naming.RecordId;
import java.util.List;
import java.util.UUID;

/**
 * A hand-over, under way or done.
 *
 * @param done records that changed hands
 * @param failed records that refused, the first hundred
 * @param error why it stopped for good; null: it did not
 */
public record HandOver(
    UUID id,
    MemberId from,
    MemberId to,
    boolean finished,
    int done,
    List<Refused> failed,
    String error) {

  /** A record that could not be changed, and why. */
  public record Refused(AppKey app, FormKey form, RecordId record, String reason) {}
}
