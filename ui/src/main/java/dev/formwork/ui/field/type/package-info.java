/**
 * One file per field type: its icon, its place in the palette, its default definition, how a value
 * is shown and edited, and what can be set about it. One exhaustive switch leads there: {@link
 * dev.formwork.ui.field.type.FieldUis}.
 */
package dev.formwork.ui.field.type;
