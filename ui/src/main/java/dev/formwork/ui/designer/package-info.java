/**
 * The form designer: palette, canvas, properties; everything is saved to the draft at once and to
 * users when published.
 */
package dev.formwork.ui.designer;
