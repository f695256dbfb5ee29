/**
 * The import screen: choose a file, agree on columns and names, watch it run, take back what
 * failed.
 */
package dev.formwork.ui.importing;
