/**
 * The compiler from form definitions to what requests run: tables, columns, SQL, programs of
 * formulas and rules, and the graph of an app's forms. Pure.
 */
package dev.formwork.core.compile;
