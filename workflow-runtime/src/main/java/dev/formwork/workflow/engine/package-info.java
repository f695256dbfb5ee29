/**
 * The workflow engine: a pure function from an instance and an event to the next instance, its
 * effects and its history. It has no clock, no database and no randomness of its own.
 */
package dev.formwork.workflow.engine;
