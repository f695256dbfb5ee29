/**
 * Importing a file: choose it, match columns and names, watch it run, download the rows that
 * failed.
 */
package dev.formwork.ui.importing;
