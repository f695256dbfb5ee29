/**
 * Brings stored results up to date after formulas changed: batch by batch, with progress, while the
 * form stays in use.
 */
package dev.formwork.designer.recompute;
