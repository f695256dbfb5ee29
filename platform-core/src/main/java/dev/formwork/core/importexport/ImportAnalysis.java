package dev.formwork.core.importexport;

import dev.formwork.core.naming.FieldKey;
import java.util.List;

/**
 * What a file would become under a plan, before anything is written.
 *
 * @param plan completed by what the file tells
 * @param questions customs on which depends what is read; those open have to be answered
 * @param likelyEmpty texts that may stand for nothing and are refused until the plan says so
 * @param unknown texts that name no option or record, most frequent first
 * @param preview the first rows
 */
public record ImportAnalysis(
    List<String> header,
    int totalRows,
    ImportPlan plan,
    List<ImportQuestion> questions,
    List<LikelyEmpty> likelyEmpty,
    List<UnknownValue> unknown,
    List<PreviewRow> preview) {

  /** Whether a question is left that only a person can answer. */
  public boolean isOpen() {
    return questions.stream().anyMatch(ImportQuestion::open);
  }

  /**
   * A text such as N/A in a column of values that are no text.
   *
   * @param rows how many rows have it
   */
  public record LikelyEmpty(String column, String text, int rows) {}

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

  /**
   * @param text as it is meant in the file; null: nothing
   * @param value as it will be read; null: nothing, or it cannot be read
   */
  public record Cell(FieldKey field, String text, Object value) {}
}
