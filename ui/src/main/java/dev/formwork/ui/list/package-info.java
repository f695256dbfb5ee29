/** The records of a form: table, board, filters, figures above them, bulk changes, export. */
package dev.formwork.ui.list;
