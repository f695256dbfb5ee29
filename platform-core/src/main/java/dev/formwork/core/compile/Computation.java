package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;

/** A compiled expression and the column its result is assigned to. */
public record Computation(Column target, CompiledExpression expression) {}
