package dev.formwork.core.csv;

/**
 * How a file of cells is written.
 *
 * @param encoding nullable: by how plausible the text is
 * @param separator nullable: by the line {@code sep=} or the first lines
 */
public record CsvFormat(TextEncoding encoding, Separator separator) {

  public static final CsvFormat DETECTED = new CsvFormat(null, null);
}
