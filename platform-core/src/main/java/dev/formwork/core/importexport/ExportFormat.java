package dev.formwork.core.importexport;

import dev.formwork.core.problem.CoreProblem;
import dev.formwork.core.problem.Refusal;
import java.util.Arrays;
import java.util.Locale;

/** What a file with records may be. */
public enum ExportFormat {
  CSV("text/csv; charset=utf-8"),
  XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
  /** One JSON object a line, as the API writes records; with everything. */
  NDJSON("application/x-ndjson");

  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  public String mediaType() {
    return mediaType;
  }

  public String extension() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * @throws Refusal for an unknown one
   */
  public static ExportFormat named(String name) {
    return Arrays.stream(values())
        .filter(one -> one.extension().equals(name))
        .findFirst()
        .orElseThrow(() -> Refusal.of(Refusal.Kind.MALFORMED, CoreProblem.EXPORT_FORMAT, name));
  }
}
