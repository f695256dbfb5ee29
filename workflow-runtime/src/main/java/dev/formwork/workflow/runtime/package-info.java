/**
 * Executes instances: loads the inputs of a decision, lets the engine decide, runs database steps,
 * and stores the transition, in one statement or one transaction.
 */
package dev.formwork.workflow.runtime;
