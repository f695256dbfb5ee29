/**
 * Access control on records: what a caller may write, which rows they reach, and what is taken out
 * of what they read.
 */
package dev.formwork.core.record.access;
