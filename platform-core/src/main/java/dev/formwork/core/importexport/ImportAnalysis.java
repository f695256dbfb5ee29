package dev.formwork.core.importexport;

import dev.formwork.core.naming.FieldKey;
import java.util.List;

/**
 * What a file would become under a plan, before anything is written.
 *
 * @param unknown texts that name no option or record, most frequent first
 * @param preview the first rows
 */
public record ImportAnalysis(
    List<String> header,
    int totalRows,
    ImportPlan plan,
    List<UnknownValue> unknown,
    List<PreviewRow> preview) {

  /**
   * A text that names no option or record of its field.
   *
   * @param rows how many rows have it
   * @param suggestion the nearest that exists, null when none is near
   * @param candidates what it may be mapped to
   */
  public record UnknownValue(
      FieldKey field, String text, int rows, String suggestion, List<String> candidates) {}

  /** A row of the preview: its cells by field, and what is wrong with it. */
  public record PreviewRow(int row, List<Cell> cells, List<ImportFailure> failures) {}

  public record Cell(FieldKey field, String text) {}
}
