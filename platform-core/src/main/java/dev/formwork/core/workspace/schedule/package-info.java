/** Background work that a node repeats in every workspace. */
package dev.formwork.core.workspace.schedule;
