package dev.formwork.ui.importing;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.csv.Separator;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.field.text.DateOrder;
import dev.formwork.core.field.text.DecimalSign;
import dev.formwork.core.field.text.PercentMeaning;
import dev.formwork.core.importexport.CellFormat;
import dev.formwork.core.importexport.ImportAnalysis;
import dev.formwork.core.importexport.ImportPlan;
import dev.formwork.core.importexport.ImportQuestion;
import dev.formwork.ui.text.UiTexts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * How a file is written, and its columns: what was detected, to be changed, and what nobody but a
 * person can tell, to be chosen.
 */
final class FileFormatEditor extends Div {

  private final transient CompiledForm form;
  private final transient ImportAnalysis analysis;
  private final transient Consumer<ImportPlan> onChange;
  private final Div grid = new Div();

  /**
   * @param onRewritten the file is to be taken apart another way
   */
  FileFormatEditor(
      CompiledForm form,
      ImportAnalysis analysis,
      Consumer<ImportPlan> onChange,
      Consumer<CsvFormat> onRewritten) {
    this.form = form;
    this.analysis = analysis;
    this.onChange = onChange;
    setId("file-format");
    add(ImportPlanEditor.panel(UiTexts.of("import.format"), UiTexts.of("import.format.lead")));
    grid.addClassName("fw-mapping");
    analysis.questions().stream()
        .filter(question -> question.kind() == ImportQuestion.Kind.ENCODING)
        .forEach(encoding -> file(encoding, onRewritten));
    analysis.questions().stream()
        .filter(question -> !question.column().isEmpty())
        .forEach(this::question);
    emptyTexts();
    getChildren().findFirst().ifPresent(panel -> ((Div) panel).add(grid));
    if (analysis.plan().match() != null) {
      getChildren().findFirst().ifPresent(panel -> ((Div) panel).add(emptying()));
    }
  }

  private void file(ImportQuestion encoding, Consumer<CsvFormat> onRewritten) {
    var plan = analysis.plan();
    row(
        UiTexts.of("import.encoding"),
        List.of(),
        encoding.open(),
        choice(
            List.of(TextEncoding.values()),
            encoding.open() ? null : plan.encoding(),
            TextEncoding::label,
            chosen -> onRewritten.accept(new CsvFormat(chosen, null))));
    row(
        UiTexts.of("import.separator"),
        List.of(),
        false,
        choice(
            List.of(Separator.values()),
            plan.separator(),
            one -> UiTexts.of("import.separator." + one.name().toLowerCase(java.util.Locale.ROOT)),
            chosen -> onRewritten.accept(new CsvFormat(plan.encoding(), chosen))));
  }

  private void question(ImportQuestion question) {
    var format = analysis.plan().format(question.column());
    var title = UiTexts.of("import.question." + question.kind().member(), question.column());
    row(
        title,
        question.examples(),
        question.open(),
        switch (question.kind()) {
          case ENCODING -> throw new IllegalStateException("That of the file is no column's");
          case DECIMAL ->
              choice(
                  List.of(DecimalSign.values()),
                  format.decimal(),
                  one -> named("import.decimal.", one),
                  chosen -> change(question, format.withDecimal(chosen)));
          case DATE_ORDER ->
              choice(
                  List.of(DateOrder.values()),
                  format.dateOrder(),
                  one -> named("import.order.", one),
                  chosen -> change(question, format.withDateOrder(chosen)));
          case PERCENT ->
              choice(
                  List.of(PercentMeaning.values()),
                  format.percent(),
                  one -> named("import.percent.", one),
                  chosen -> change(question, format.withPercent(chosen)));
          case SERIAL_DATES ->
              choice(
                  List.of(true, false),
                  format.serialDates(),
                  one -> UiTexts.of("import.serial." + one),
                  chosen -> change(question, format.withSerialDates(chosen)));
          case TWO_DIGIT_YEARS ->
              choice(
                  List.of(true, false),
                  format.twoDigitYears(),
                  one -> UiTexts.of("import.years." + one),
                  chosen -> change(question, format.withTwoDigitYears(chosen)));
        });
  }

  private void change(ImportQuestion question, CellFormat format) {
    onChange.accept(analysis.plan().withFormat(question.column(), format));
  }

  private static String named(String prefix, Enum<?> value) {
    return UiTexts.of(prefix + value.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
  }

  private static <T> Select<T> choice(
      List<T> items, T value, Function<T, String> named, Consumer<T> onChoice) {
    var select = new Select<T>();
    select.setItems(items);
    select.setItemLabelGenerator(named::apply);
    select.setPlaceholder(UiTexts.of("import.value.pick"));
    if (value != null) {
      select.setValue(value);
    }
    select.addValueChangeListener(event -> onChoice.accept(event.getValue()));
    return select;
  }

  /** Texts such as N/A, in columns where they are no values. */
  private void emptyTexts() {
    var found = new LinkedHashMap<String, List<String>>();
    analysis
        .likelyEmpty()
        .forEach(
            one -> found.computeIfAbsent(one.column(), _ -> new ArrayList<>()).add(one.text()));
    found.forEach(
        (column, texts) -> {
          var format = analysis.plan().format(column);
          var box = new MultiSelectComboBox<String>();
          box.setItems(texts);
          box.setValue(format.emptyTexts().stream().filter(texts::contains).toList());
          box.setPlaceholder(UiTexts.of("import.empty.none"));
          box.addValueChangeListener(
              event ->
                  onChange.accept(
                      analysis
                          .plan()
                          .withFormat(
                              column,
                              format.withEmpty(event.getValue().stream().sorted().toList()))));
          row(UiTexts.of("import.empty", column), texts, false, box);
        });
  }

  /** Columns whose empty cells take a value away from records that are updated. */
  private MultiSelectComboBox<String> emptying() {
    var box = new MultiSelectComboBox<String>(UiTexts.of("import.empties"));
    var plan = analysis.plan();
    var mapped = analysis.header().stream().filter(plan.columns()::containsKey).toList();
    box.setItems(mapped);
    box.setItemLabelGenerator(
        column ->
            form.column(plan.columns().get(column))
                .orElseThrow()
                .field()
                .title()
                .in(UiTexts.locale()));
    box.setValue(mapped.stream().filter(column -> plan.format(column).empties()).toList());
    box.setPlaceholder(UiTexts.of("import.empties.none"));
    box.setHelperText(UiTexts.of("import.empties.help"));
    box.addClassName("fw-match");
    box.setId("emptying-columns");
    box.addValueChangeListener(event -> onChange.accept(emptying(mapped, event.getValue())));
    return box;
  }

  private ImportPlan emptying(List<String> mapped, Set<String> chosen) {
    var plan = analysis.plan();
    for (var column : mapped) {
      plan = plan.withFormat(column, plan.format(column).emptying(chosen.contains(column)));
    }
    return plan;
  }

  private <C extends Component & com.vaadin.flow.component.HasAriaLabel> void row(
      String title, List<String> examples, boolean open, C input) {
    input.setAriaLabel(title);
    var words = new Div(new Span(title));
    if (!examples.isEmpty()) {
      var shown = new Span(String.join(" · ", examples));
      shown.addClassName("fw-muted");
      words.add(shown);
    }
    if (open) {
      var wanted = new Span(UiTexts.of("import.question.open"));
      wanted.addClassName("fw-bad");
      words.add(wanted);
    }
    var arrow = new Span("→");
    arrow.getElement().setAttribute("aria-hidden", "true");
    grid.add(new Div(words, arrow, input));
  }
}
