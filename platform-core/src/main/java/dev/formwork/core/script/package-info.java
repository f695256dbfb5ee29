/**
 * Running an app's scripts for its people: what a script may ask of the server, within the rights
 * of whoever runs it.
 */
package dev.formwork.core.script;
