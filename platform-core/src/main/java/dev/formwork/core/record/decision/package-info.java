/**
 * Deciding what a command makes of a record: defaults, formulas, rollups, rules, title; and loading
 * what that needs.
 */
package dev.formwork.core.record.decision;
