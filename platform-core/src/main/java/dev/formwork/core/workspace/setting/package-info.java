/**
 * What administrators set of their workspace: name, logo, colour, languages, mail server and what
 * everybody is told.
 */
package dev.formwork.core.workspace.setting;
