/**
 * The one HTTP client for calls to other servers; it cannot be made to reach the server's own
 * network.
 */
package dev.formwork.core.outbound;
