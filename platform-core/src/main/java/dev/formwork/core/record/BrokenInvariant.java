package dev.formwork.core.record;

import dev.formwork.core.definition.Title;
import java.util.UUID;

/**
 * A record that breaks an invariant as it is: it was there before the invariant.
 *
 * @param title of the record
 * @param message what the invariant says
 */
public record BrokenInvariant(UUID id, String title, Title message) {}
