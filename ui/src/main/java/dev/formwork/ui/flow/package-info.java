/**
 * What all screens of flows share: the services they call, and a flow together with the forms,
 * functions and other flows its formulas speak of.
 */
package dev.formwork.ui.flow;
