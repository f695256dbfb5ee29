/**
 * What designers of an app do with its running flows: list and count instances, pause, retry, jump,
 * reassign, replay, terminate. Every action is in the audit log.
 */
package dev.formwork.workflow.administration;
