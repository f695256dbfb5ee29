/** Inputs that the settings of fields are made of: options, stages, sums over records, copying. */
package dev.formwork.ui.field.settings;
