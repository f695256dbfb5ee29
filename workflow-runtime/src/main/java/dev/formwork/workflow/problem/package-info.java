/** The problem codes of flows; their sentences stand in this module's messages. */
package dev.formwork.workflow.problem;
