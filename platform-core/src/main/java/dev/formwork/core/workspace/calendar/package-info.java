/** The working days and time zone of a workspace. */
package dev.formwork.core.workspace.calendar;
