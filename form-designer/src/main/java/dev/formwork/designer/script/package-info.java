/**
 * What a team writes in JavaScript: functions for formulas and scripts that people run. They are
 * kept with the app and checked before they are live.
 */
package dev.formwork.designer.script;
