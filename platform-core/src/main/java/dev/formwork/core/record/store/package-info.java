/**
 * The tables of records: reading, inserting, updating, locking rows, and the change-log entry of a
 * change.
 */
package dev.formwork.core.record.store;
