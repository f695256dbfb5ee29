/**
 * What is kept of a failed test: the server's threads, sockets, pools and database sessions, the
 * requests that a page waits for, and its picture.
 */
package dev.formwork.ui.failure;
