/**
 * Starts flows by cron schedules and by dates of records. Each time is kept once, by one node, also
 * after an outage.
 */
package dev.formwork.workflow.schedule;
