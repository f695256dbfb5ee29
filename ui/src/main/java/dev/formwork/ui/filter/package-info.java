/** A filter condition picked from field, comparison and value, without writing a formula. */
package dev.formwork.ui.filter;
