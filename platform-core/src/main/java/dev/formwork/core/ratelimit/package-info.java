/** Rate limiting by token buckets, on each node by itself, and of wrong tries for all together. */
package dev.formwork.core.ratelimit;
