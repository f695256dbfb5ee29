package dev.formwork.core.job;

import java.util.UUID;

/**
 * A job in hand.
 *
 * @param subject what it is about, as its kind understands it
 * @param attempts that failed without a step that worked; one that ended with its node counts, too
 * @param fence grows each time a node takes the job over
 */
public record Job(
    UUID id, UUID workspaceId, String kind, String subject, int attempts, long fence) {}
