/** One record: read, edited, printed, its stage path, its history, the scripts run on it. */
package dev.formwork.ui.record;
