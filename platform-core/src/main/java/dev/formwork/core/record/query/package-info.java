/** Queries as values and as SQL: filters, search, sort keys, keyset pages, aggregation. */
package dev.formwork.core.record.query;
