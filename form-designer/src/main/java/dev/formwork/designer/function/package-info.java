/**
 * What a team writes in JavaScript: functions for its formulas, and scripts its people run. Kept
 * with the app, checked before they are live.
 */
package dev.formwork.designer.function;
