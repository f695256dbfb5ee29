/**
 * What starts a flow besides the clock: changes of records, buttons, webhooks. It also wakes
 * instances that wait for a change of a record.
 */
package dev.formwork.workflow.trigger;
