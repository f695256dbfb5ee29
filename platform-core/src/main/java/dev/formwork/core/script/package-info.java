/**
 * JavaScript where an expression ends: functions a team writes for its formulas, and scripts its
 * people run. Scripts run in processes of their own, so that one that loops, recurses, or allocates
 * without end dies alone.
 */
package dev.formwork.core.script;
