/** The functions of the expression language, a family a file, each one declaration. */
package dev.formwork.core.expression.function;
