/** What ties log lines together for an operator: the id of the request they belong to. */
package dev.formwork.core.logging;
