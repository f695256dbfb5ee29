/**
 * Lookups of a record: resolving the records referred to, loading their values, filling fields from
 * them, and checking the lookup's filter.
 */
package dev.formwork.core.record.lookup;
