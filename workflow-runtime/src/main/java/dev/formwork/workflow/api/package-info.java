/** REST endpoints of flows: tasks, running instances, what starts them. */
package dev.formwork.workflow.api;
