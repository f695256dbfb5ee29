/**
 * Fires the timers of instances: deadlines and waits, many in one transaction, each once on
 * whichever node comes first.
 */
package dev.formwork.workflow.timer;
