/**
 * Running an app's scripts on somebody's behalf: what a script may ask the server for, answered
 * within the rights of whoever runs it.
 */
package dev.formwork.core.scripting;
