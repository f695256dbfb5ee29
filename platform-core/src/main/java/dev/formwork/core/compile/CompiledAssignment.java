package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;

/** A compiled expression and the column its result is assigned to. */
public record CompiledAssignment(Column target, CompiledExpression expression) {}
