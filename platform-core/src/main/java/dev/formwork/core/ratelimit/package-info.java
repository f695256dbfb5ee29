/** Rate limiting by token buckets, on each node by itself. */
package dev.formwork.core.ratelimit;
