/**
 * Tries out a draft of a flow: it runs in a transaction that is rolled back, and calls to other
 * systems and e-mail are recorded instead of sent.
 */
package dev.formwork.workflow.tryout;
