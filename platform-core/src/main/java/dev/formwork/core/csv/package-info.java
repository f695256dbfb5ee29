/** Reading and writing CSV files (RFC 4180) as spreadsheets write and open them. */
package dev.formwork.core.csv;
