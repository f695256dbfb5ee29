/**
 * The app's own definition, and what is kept in it: functions for formulas and scripts that people
 * run, which a team writes in JavaScript. They are checked before they are live.
 */
package dev.formwork.designer.app;
