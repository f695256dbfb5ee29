package dev.formwork.core.importexport;

/**
 * Why a row was not imported.
 *
 * @param row as a spreadsheet counts: the header is row 1
 * @param column of the file, empty when the row as a whole is wrong
 * @param value what stood there, nullable
 */
public record ImportFailure(int row, String column, String code, String message, String value) {}
