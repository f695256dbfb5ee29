/** REST endpoints of flows: tasks, running instances, starting, webhooks, delegations, secrets. */
package dev.formwork.workflow.api;
