/** The values of the expression language: their types, order, equality and text forms. */
package dev.formwork.core.expression.value;
