/**
 * Outgoing e-mail: stored in the transaction that causes it, sent by a job until it is accepted.
 */
package dev.formwork.core.mail;
