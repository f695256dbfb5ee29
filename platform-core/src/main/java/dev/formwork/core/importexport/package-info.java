/**
 * Records from and to files: parsing, mapping, import in resumable batches, the file of failed
 * rows, export as CSV, XLSX and NDJSON.
 */
package dev.formwork.core.importexport;
