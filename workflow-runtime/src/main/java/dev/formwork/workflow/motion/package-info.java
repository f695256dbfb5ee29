/**
 * Moves instances: loads what a decision needs, decides, does the work in the database and stores
 * the result, all in one transaction or one statement.
 */
package dev.formwork.workflow.motion;
