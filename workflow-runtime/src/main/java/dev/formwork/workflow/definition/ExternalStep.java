package dev.formwork.workflow.definition;

/** A step that leaves the database: it is executed at least once, by a durable job. */
public sealed interface ExternalStep extends Step permits HttpStep, MessageStep, ScriptStep {}
