/** Screens learn at once, on every node, that something changed in someone's tasks. */
package dev.formwork.workflow.live;
