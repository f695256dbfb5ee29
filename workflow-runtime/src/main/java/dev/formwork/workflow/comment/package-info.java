/**
 * Comments on a running instance, with attachments and mentions, and the limit on how often its
 * people are reminded.
 */
package dev.formwork.workflow.comment;
