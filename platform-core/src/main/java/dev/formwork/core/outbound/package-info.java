/**
 * Calls to the outside. Everything Formwork fetches or sends on somebody's behalf goes through the
 * one client here, which cannot be talked into reaching the network the server stands in.
 */
package dev.formwork.core.outbound;
