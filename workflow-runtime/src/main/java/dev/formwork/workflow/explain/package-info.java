/** What the compiler makes of flows, printed for people. */
package dev.formwork.workflow.explain;
