/** The browser sessions of signed-in members, on all nodes: listed, and ended. */
package dev.formwork.core.session;
