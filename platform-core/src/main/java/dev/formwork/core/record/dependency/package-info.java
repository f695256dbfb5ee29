/**
 * What a change means for other records: who depends on it, the order of locks, and the update of
 * rollups, formulas and invariants in the same transaction.
 */
package dev.formwork.core.record.dependency;
