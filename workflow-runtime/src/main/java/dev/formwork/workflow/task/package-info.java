/**
 * The task centre: a member's open tasks, finished tasks, started instances, copies and drafts, and
 * the actions on a task.
 */
package dev.formwork.workflow.task;
