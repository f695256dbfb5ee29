/**
 * The expression language: text → {@link dev.formwork.core.expression.syntax.SyntaxTree} → typed
 * {@link dev.formwork.core.expression.Expression} → a program for the JVM or SQL for PostgreSQL.
 * Both back ends mean the same.
 */
package dev.formwork.core.expression;
