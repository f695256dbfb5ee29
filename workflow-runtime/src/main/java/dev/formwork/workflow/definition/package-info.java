/** Flows as they are drawn: triggers, blocks of steps, who decides and by when. */
package dev.formwork.workflow.definition;
