/** The built-in functions of the expression language, by category, each one declaration. */
package dev.formwork.core.expression.function;
