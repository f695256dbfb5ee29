/**
 * A record as data: values by slot, input, stored record, reference, and the set of changes a
 * command makes.
 */
package dev.formwork.core.record.value;
