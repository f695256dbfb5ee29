/** The tables of running flows. A transition is one statement: all of it is written, or nothing. */
package dev.formwork.workflow.store;
