/** The job that hands e-mail to the mail server. */
package dev.formwork.workflow.mail;
