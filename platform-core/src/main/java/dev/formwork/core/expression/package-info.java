/**
 * The expression language: type checker, typed tree, evaluator for the JVM and writer of SQL for
 * PostgreSQL. Both back ends give the same results.
 */
package dev.formwork.core.expression;
