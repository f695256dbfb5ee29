/**
 * Inputs that people type into. What was typed and is no value stays as it was typed, marked with a
 * sentence; nothing is ever made of it, and nothing is emptied by it.
 */
package dev.formwork.ui.field.input;
