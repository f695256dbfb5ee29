/** Where work runs: event loops never wait. */
package dev.formwork.core.thread;
