/**
 * JavaScript where an expression ends: functions a team writes for itself. Scripts run in processes
 * of their own, so that one that loops, recurses, or allocates without end dies alone.
 */
package dev.formwork.core.script;
