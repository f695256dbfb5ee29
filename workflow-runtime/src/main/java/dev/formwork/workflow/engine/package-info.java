/**
 * What a flow does next: a pure function from an instance and an event to the instance after it and
 * what is to be done. No clock, no database, no chance of its own.
 */
package dev.formwork.workflow.engine;
