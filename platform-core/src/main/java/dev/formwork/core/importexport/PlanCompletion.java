package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvTable;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.field.column.ColumnType;
import dev.formwork.core.field.text.ColumnCustoms;
import dev.formwork.core.field.text.DateOrder;
import dev.formwork.core.field.text.DecimalSign;
import dev.formwork.core.field.text.Told;
import dev.formwork.core.problem.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Completes a plan by what the whole file tells of how it is written. What it does not tell, a
 * person is asked. Pure.
 *
 * @param questions every custom that matters in this file, those answered among them
 */
record PlanCompletion(ImportPlan plan, List<ImportQuestion> questions) {

  static PlanCompletion of(CompiledForm form, CsvTable table, ImportPlan plan) {
    var mapped = ImportColumn.of(form, table.header(), plan);
    var columns =
        mapped.stream()
            .map(column -> ColumnTexts.of(table, column, plan.format(column.name())))
            .toList();
    var questions = new ArrayList<ImportQuestion>();
    if (!table.isWorkbook()) {
      questions.add(
          new ImportQuestion(
              "",
              ImportQuestion.Kind.ENCODING,
              !table.certain(),
              List.of(table.format().encoding().label())));
    }
    var signs = signs(columns, table.isWorkbook());
    var completed = plan.written(table.format());
    for (var column : columns) {
      completed =
          completed.withFormat(column.name, column.complete(signs.get(column.name), questions));
    }
    if (mapped.stream().anyMatch(column -> column.target().isOfRows())) {
      var by = plan.groupColumn(form, table.header());
      questions.add(new ImportQuestion("", ImportQuestion.Kind.GROUP_BY, by.isEmpty(), List.of()));
      completed = completed.groupedBy(by.orElse(null));
    }
    return new PlanCompletion(completed, List.copyOf(questions));
  }

  List<ImportQuestion> open() {
    return questions.stream().filter(ImportQuestion::open).toList();
  }

  /**
   * The plan, when it leaves nothing open.
   *
   * @throws Refusal naming every question that the file leaves to a person
   */
  ImportPlan answered() {
    if (!open().isEmpty()) {
      throw Refusal.invalid(open().stream().map(ImportQuestion::problem).toList());
    }
    return plan;
  }

  /**
   * The decimal signs by column. A column that tells nothing follows those of the same file that
   * do; numbers of workbooks have a point.
   */
  private static Map<String, Told<DecimalSign>> signs(
      List<ColumnTexts> columns, boolean isWorkbook) {
    var told = new LinkedHashMap<String, Told<DecimalSign>>();
    for (var column : columns) {
      if (column.isNumeric()) {
        told.put(
            column.name,
            isWorkbook && column.texts.stream().noneMatch(text -> text.contains(","))
                ? new Told<>(DecimalSign.POINT, false, List.of())
                : ColumnCustoms.decimalSign(column.texts));
      }
    }
    var common = common(columns, told);
    if (common.size() == 1) {
      var sign = common.iterator().next();
      for (var column : columns) {
        var own = told.get(column.name);
        if (own != null && own.asked() && ColumnCustoms.fits(column.texts, sign)) {
          told.put(column.name, new Told<>(sign, false, own.examples()));
        }
      }
    }
    return told;
  }

  private static Set<DecimalSign> common(
      List<ColumnTexts> columns, Map<String, Told<DecimalSign>> told) {
    return columns.stream()
        .filter(ColumnTexts::isNumeric)
        .map(
            column ->
                column.format.decimal() != null
                    ? column.format.decimal()
                    : told.get(column.name).value())
        .filter(sign -> sign != null)
        .collect(Collectors.toSet());
  }

  /**
   * A column of the file with what stands in it.
   *
   * @param texts each once, without those that mean nothing
   */
  private record ColumnTexts(String name, Column column, CellFormat format, Set<String> texts) {

    static ColumnTexts of(CsvTable table, ImportColumn column, CellFormat format) {
      var texts = new LinkedHashSet<String>();
      if (hasCustoms(column.readAs().type())) {
        for (var row : table.rows()) {
          var cell = table.cell(row, column.index());
          var text = cell == null ? "" : cell.strip();
          if (!format.isEmpty(text) && !CellFormat.isLikelyEmpty(text)) {
            texts.add(text);
          }
        }
      }
      return new ColumnTexts(column.name(), column.readAs(), format, texts);
    }

    private static boolean hasCustoms(ColumnType type) {
      return isNumeric(type) || isDay(type);
    }

    private static boolean isNumeric(ColumnType type) {
      return type == ColumnType.NUMBER || type == ColumnType.MONEY;
    }

    private static boolean isDay(ColumnType type) {
      return type == ColumnType.DATE || type == ColumnType.DATE_TIME;
    }

    boolean isNumeric() {
      return isNumeric(column.type());
    }

    CellFormat complete(Told<DecimalSign> sign, List<ImportQuestion> questions) {
      if (isNumeric()) {
        return completeNumbers(sign, questions);
      }
      return isDay(column.type()) ? completeDays(questions) : format;
    }

    private CellFormat completeNumbers(Told<DecimalSign> sign, List<ImportQuestion> questions) {
      var completed = format;
      var likely = sign.value() == null ? DecimalSign.POINT : sign.value();
      if (format.decimal() == null && !sign.asked()) {
        completed = format.withDecimal(likely);
      }
      note(questions, ImportQuestion.Kind.DECIMAL, sign, format.decimal() != null);
      if (column.field() instanceof NumberField number && number.percent()) {
        note(
            questions,
            ImportQuestion.Kind.PERCENT,
            ColumnCustoms.percent(
                texts, completed.decimal() == null ? likely : completed.decimal()),
            format.percent() != null);
      }
      return completed;
    }

    private CellFormat completeDays(List<ImportQuestion> questions) {
      var completed = format;
      var order = ColumnCustoms.dateOrder(texts);
      if (format.dateOrder() == null && !order.asked()) {
        completed =
            completed.withDateOrder(order.value() == null ? DateOrder.DAY_FIRST : order.value());
      }
      note(questions, ImportQuestion.Kind.DATE_ORDER, order, format.dateOrder() != null);
      note(
          questions,
          ImportQuestion.Kind.SERIAL_DATES,
          ColumnCustoms.serialDates(texts),
          format.serialDates() != null);
      note(
          questions,
          ImportQuestion.Kind.TWO_DIGIT_YEARS,
          ColumnCustoms.twoDigitYears(texts),
          format.twoDigitYears() != null);
      return completed;
    }

    private void note(
        List<ImportQuestion> questions, ImportQuestion.Kind kind, Told<?> told, boolean answered) {
      if (!told.examples().isEmpty()) {
        questions.add(new ImportQuestion(name, kind, told.asked() && !answered, told.examples()));
      }
    }
  }
}
