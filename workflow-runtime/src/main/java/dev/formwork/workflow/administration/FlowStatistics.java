package dev.formwork.workflow.administration;

import dev.formwork.workflow.definition.FlowDefinition;
import java.time.OffsetDateTime;

/**
 * Figures about one published flow.
 *
 * @param running instances under way
 * @param failed instances that stand still
 * @param finished in the last thirty days
 * @param medianSeconds from start to end, of those; null: there are none
 * @param nextRun by the clock; nullable
 */
public record FlowStatistics(
    FlowDefinition definition,
    int version,
    boolean paused,
    long running,
    long failed,
    long finished,
    Double medianSeconds,
    OffsetDateTime nextRun) {}
