/** The PostgreSQL column types that fields are stored as, one file each with its codec. */
package dev.formwork.core.field.column;
