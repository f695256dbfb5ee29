/** Many records: the table, the board, filters and the figures above them. */
package dev.formwork.ui.list;
