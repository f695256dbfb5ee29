/** Placeholder replaced below. */
package dev.formwork.workflow;
