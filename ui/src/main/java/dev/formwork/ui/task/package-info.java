/**
 * What people have to do: their task lists, one task with its record and buttons, decisions on
 * several at once, delegation.
 */
package dev.formwork.ui.task;
