/**
 * The functions a team writes for its formulas: kept with the app, checked before they are live.
 */
package dev.formwork.designer.function;
