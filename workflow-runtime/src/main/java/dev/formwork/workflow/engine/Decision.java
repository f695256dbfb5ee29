package dev.formwork.workflow.engine;

import java.util.List;

/** What an event comes to. */
public record Decision(Instance instance, List<Effect> effects, List<HistoryEntry> history) {}
