/**
 * The form designer: palette, canvas, properties, rules. Each change is saved to the draft; users
 * see it when it is published.
 */
package dev.formwork.ui.form.design;
