package dev.formwork.core.organization;

import dev.formwork.core.naming.MemberId;
import java.util.UUID;

/**
 * A part of the organisation.
 *
 * @param parent null: at the top
 * @param head the member who leads it; null: nobody
 * @param position among those beside it
 */
public record Department(UUID id, String name, UUID parent, MemberId head, int position) {}
