package dev.formwork.workflow.definition;

/** A step that needs the database alone: it is executed in the transaction of the transition. */
public sealed interface DatabaseStep extends Step
    permits CreateStep,
        UpdateStep,
        DeleteStep,
        AggregateStep,
        EmailStep,
        TransitionStep,
        AssignStep {}
