/** Sends letters. */
package dev.formwork.workflow.mail;
