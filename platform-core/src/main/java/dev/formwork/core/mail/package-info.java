/** Letters to people: put in with the change that causes them, sent by a job until they arrive. */
package dev.formwork.core.mail;
