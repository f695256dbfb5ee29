package dev.formwork.workflow.compile;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.SymbolTable;

/**
 * What the expressions of a block may refer to.
 *
 * @param form of the record in hand; null: there is none
 * @param rows subform whose row is in hand; null: the record itself
 * @param names nothing else can be named
 */
public record ExpressionContext(CompiledForm form, String rows, SymbolTable names) {}
