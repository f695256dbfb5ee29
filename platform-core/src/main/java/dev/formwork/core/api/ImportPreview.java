package dev.formwork.core.api;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.definition.DefinitionJson;
import dev.formwork.core.importexport.ImportAnalysis;
import dev.formwork.core.importexport.ImportFailure;
import dev.formwork.core.importexport.ImportPlan;
import dev.formwork.core.importexport.ImportQuestion;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a file would become, as a dry run answers it.
 *
 * @param plan completed by what the file tells
 * @param questions what a person has to say before it can be imported
 * @param likelyEmpty texts refused until the plan says that they mean nothing
 * @param rows the first ones
 */
record ImportPreview(
    int total,
    ImportPlan plan,
    List<Question> questions,
    List<ImportAnalysis.LikelyEmpty> likelyEmpty,
    List<Row> rows) {

  /**
   * @param answer the member of the plan that answers it
   * @param column of the file; empty: the whole file
   */
  record Question(String answer, String column, String message, List<String> examples) {}

  /**
   * @param row line of the file where it begins
   * @param values by field as they will be read; without what is not read
   */
  record Row(int row, Map<String, RawValue> values, List<ImportFailure> failures) {}

  static String json(CompiledForm form, ImportAnalysis analysis, Locale locale) {
    return DefinitionJson.write(
        new ImportPreview(
            analysis.totalRows(),
            analysis.plan(),
            analysis.questions().stream()
                .filter(ImportQuestion::open)
                .map(question -> question(question, locale))
                .toList(),
            analysis.likelyEmpty(),
            analysis.preview().stream().map(row -> row(form, row)).toList()));
  }

  private static Question question(ImportQuestion question, Locale locale) {
    var problem = question.problem();
    return new Question(
        problem.path(), question.column(), problem.message(locale), question.examples());
  }

  private static Row row(CompiledForm form, ImportAnalysis.PreviewRow row) {
    var values = new LinkedHashMap<String, RawValue>();
    for (var cell : row.cells()) {
      if (cell.value() != null) {
        values.put(cell.field().value(), value(form, cell));
      }
    }
    return new Row(row.row(), values, row.failures());
  }

  private static RawValue value(CompiledForm form, ImportAnalysis.Cell cell) {
    var out = new StringWriter();
    try (JsonGenerator json = DefinitionJson.mapper().createGenerator(out)) {
      form.column(cell.field()).orElseThrow().type().write(json, cell.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RawValue(out.toString());
  }
}
