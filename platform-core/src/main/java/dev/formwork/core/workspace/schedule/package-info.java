/**
 * Work that falls due in workspaces. What is due stands in the tables of its workspace; this
 * package finds it in time without asking every workspace.
 */
package dev.formwork.core.workspace.schedule;
