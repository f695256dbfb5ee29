/**
 * Before the first request: options, the data folder, the embedded database, the first
 * administrator.
 */
package dev.formwork.ui.start;
