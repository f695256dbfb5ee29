/**
 * Writing formulas on screen: completion, colours, help, mistakes under their place, a live result.
 */
package dev.formwork.ui.expression;
