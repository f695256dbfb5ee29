/**
 * How values of each field type are shown and edited (one exhaustive switch each), times in
 * words, and inputs that choose members or roles.
 */
package dev.formwork.ui.field;
