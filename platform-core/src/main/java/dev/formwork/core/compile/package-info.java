/**
 * The compiler from a form definition to what requests run: {@link
 * dev.formwork.core.compile.CompiledForm} holds the physical table, its columns, the SQL, and the
 * programs of computed fields.
 */
package dev.formwork.core.compile;
