/**
 * The flow designer: the list of flows, the canvas and what is done on it, the properties of what
 * is selected, publishing, secrets, the webhook's address.
 */
package dev.formwork.ui.flow.design;
