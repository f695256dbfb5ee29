package dev.formwork.core.compile;

import dev.formwork.core.expression.CompiledExpression;

/** A computed field or default value: where the result goes and how it is worked out. */
public record Computation(Column target, CompiledExpression expression) {}
