/** The functions that an app's team wrote in JavaScript, callable from formulas. */
package dev.formwork.core.script.function;
