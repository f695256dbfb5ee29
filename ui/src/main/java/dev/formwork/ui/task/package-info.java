/** What people have to do: their tasks, one task with its record, and the flows of a record. */
package dev.formwork.ui.task;
