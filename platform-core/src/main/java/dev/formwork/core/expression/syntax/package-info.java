/**
 * The grammar of the expression language: lexer, parser, untyped syntax tree, and errors with their
 * position.
 */
package dev.formwork.core.expression.syntax;
