package dev.formwork.core.record;

import dev.formwork.core.naming.RecordId;
import dev.formwork.core.naming.Title;

/**
 * A record that breaks an invariant as it is: it was there before the invariant.
 *
 * @param title of the record
 * @param message what the invariant says
 */
public record InvariantViolation(RecordId id, String title, Title message) {}
