/**
 * What happens after a commit: the transactional outbox, and the feeds that tell listeners on every
 * node which records changed.
 */
package dev.formwork.core.event;
