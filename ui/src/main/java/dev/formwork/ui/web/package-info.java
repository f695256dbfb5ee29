/**
 * How pages are served: the servlet, web sockets on worker threads, security headers and the
 * content security policy, page-wide styles.
 */
package dev.formwork.ui.web;
