/** The task centre: what somebody has to do, did, started or was sent a copy of. */
package dev.formwork.workflow.task;
