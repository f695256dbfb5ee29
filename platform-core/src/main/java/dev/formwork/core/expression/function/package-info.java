/** The functions of the expression language, by what they are about, each one declaration. */
package dev.formwork.core.expression.function;
