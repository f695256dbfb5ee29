/**
 * Records from files: reading, mapping, checking, importing in resumable batches, and handing back
 * what failed.
 */
package dev.formwork.core.transfer;
