/**
 * The inputs that the panels of the flow designer are made of, each bound to a property of the
 * definition's JSON.
 */
package dev.formwork.ui.flow.design.input;
