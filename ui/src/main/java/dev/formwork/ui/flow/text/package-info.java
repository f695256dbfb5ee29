/** Steps, triggers, assignees, durations and schedules of a flow in words. */
package dev.formwork.ui.flow.text;
