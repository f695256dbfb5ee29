/** The PostgreSQL column types that fields are stored as. */
package dev.formwork.core.field.column;
