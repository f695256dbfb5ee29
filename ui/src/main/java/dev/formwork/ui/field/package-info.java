/** How values of each field type are shown and edited: one exhaustive switch each. */
package dev.formwork.ui.field;
