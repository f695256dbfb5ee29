/** What happens after a change was committed: the outbox, and live screens on every node. */
package dev.formwork.core.event;
