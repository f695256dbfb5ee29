package dev.formwork.core.record;

import dev.formwork.core.naming.Title;
import java.util.UUID;

/**
 * A record that breaks an invariant as it is: it was there before the invariant.
 *
 * @param title of the record
 * @param message what the invariant says
 */
public record InvariantViolation(UUID id, String title, Title message) {}
