/**
 * Writing formulas on screen: completion, colours, help, errors under their place, a live result.
 */
package dev.formwork.ui.expression;
