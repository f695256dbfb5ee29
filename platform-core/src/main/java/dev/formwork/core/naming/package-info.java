/** The names of things: keys, which never change, and titles, which people read. */
package dev.formwork.core.naming;
