package dev.formwork.ui.importing;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.MoneyField;
import dev.formwork.core.field.NumberField;
import dev.formwork.core.importexport.ImportAnalysis;
import dev.formwork.core.importexport.ImportPlan;
import dev.formwork.core.importexport.ImportQuestion;
import dev.formwork.core.importexport.ImportTarget;
import dev.formwork.ui.field.FieldDisplay;
import dev.formwork.ui.field.type.FieldUis;
import dev.formwork.ui.text.UiTexts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Edits an import plan: columns to fields, unknown names to known ones, with a preview of the first
 * rows.
 */
final class ImportPlanEditor extends Div {

  private static final int ALL_DIGITS = 20;

  private final transient CompiledForm form;
  private final transient FieldDisplay display;
  private final transient ImportAnalysis analysis;
  private final transient Consumer<ImportPlan> onChange;

  /**
   * What follows from what is done here.
   *
   * @param onChange the plan is another
   * @param onRewritten the file is to be taken apart another way
   * @param onAgreed the plan is to be carried out
   */
  record Listener(
      Consumer<ImportPlan> onChange,
      Consumer<CsvFormat> onRewritten,
      Consumer<ImportPlan> onAgreed,
      Runnable onCancel) {}

  ImportPlanEditor(
      CompiledForm form,
      FieldDisplay display,
      String fileName,
      ImportAnalysis analysis,
      Listener listener) {
    this.form = form;
    this.display = display;
    this.analysis = analysis;
    this.onChange = listener.onChange;
    addClassName("fw-plan");
    add(columns(fileName), new FileFormatEditor(form, analysis, onChange, listener.onRewritten));
    if (!analysis.unknown().isEmpty()) {
      add(values());
    }
    add(preview());
    var run =
        new Button(
            analysis.records() == analysis.totalRows()
                ? UiTexts.of("import.run", analysis.totalRows())
                : UiTexts.of("import.run.records", analysis.totalRows(), analysis.records()),
            VaadinIcon.PLAY.create(),
            _ -> listener.onAgreed.accept(analysis.plan()));
    run.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    run.setId("run-import");
    run.setEnabled(!analysis.plan().columns().isEmpty() && !analysis.isOpen());
    var foot = new Div(new Button(UiTexts.of("cancel"), _ -> listener.onCancel.run()), run);
    if (analysis.isOpen()) {
      var missing = new Span(UiTexts.of("import.questions-open"));
      missing.addClassName("fw-bad");
      missing.setId("import-questions-open");
      foot.addComponentAsFirst(missing);
    }
    foot.addClassNames("fw-actions", "fw-plan-foot");
    add(foot);
  }

  /** Says of a field that flows set that nobody changes it, in a file either. */
  private String label(ImportTarget target) {
    var title = target.title(UiTexts.locale());
    var owned =
        target.subform() == null
            ? form.links().owned(form.key()).get(target.column().name())
            : null;
    return owned == null
        ? title
        : UiTexts.of("import.column.locked", title, owned.flow().in(UiTexts.locale()));
  }

  private Div columns(String fileName) {
    var panel =
        panel(
            UiTexts.of("import.step2"),
            UiTexts.of("import.columns.lead", fileName, analysis.totalRows()));
    var grid = new Div();
    grid.addClassName("fw-mapping");
    for (var column : analysis.header()) {
      var choice = new ComboBox<ImportTarget>();
      choice.setAriaLabel(UiTexts.of("import.column.field", column));
      choice.setItems(ImportTarget.all(form));
      choice.setItemLabelGenerator(this::label);
      choice.setPlaceholder(UiTexts.of("import.column.skip"));
      choice.setClearButtonVisible(true);
      target(column).ifPresent(choice::setValue);
      choice.addValueChangeListener(
          event -> onChange.accept(analysis.plan().withColumn(column, event.getValue())));
      var arrow = new Span("→");
      arrow.getElement().setAttribute("aria-hidden", "true");
      grid.add(new Div(new Span(column), arrow, choice));
    }
    panel.add(grid, match());
    if (analysis.questions().stream()
        .anyMatch(question -> question.kind() == ImportQuestion.Kind.GROUP_BY)) {
      panel.add(group());
    }
    return panel;
  }

  private Optional<ImportTarget> target(String column) {
    return Optional.ofNullable(analysis.plan().columns().get(column))
        .flatMap(path -> ImportTarget.of(form, path));
  }

  /** The column whose equal texts make rows one record. */
  private ComboBox<String> group() {
    var group = new ComboBox<String>(UiTexts.of("import.group"));
    group.setItems(analysis.header());
    group.setValue(analysis.plan().groupBy());
    group.setPlaceholder(UiTexts.of("import.value.pick"));
    group.setHelperText(UiTexts.of("import.group.help"));
    group.setRequiredIndicatorVisible(true);
    group.addClassName("fw-match");
    group.setId("group-by");
    group.addValueChangeListener(
        event -> onChange.accept(analysis.plan().groupedBy(event.getValue())));
    return group;
  }

  private ComboBox<Field> match() {
    var match = new ComboBox<Field>(UiTexts.of("import.match"));
    match.setItems(
        ImportTarget.all(form).stream()
            .filter(ImportTarget::isUnique)
            .filter(target -> analysis.plan().columns().containsValue(target.path()))
            .map(ImportTarget::field)
            .toList());
    match.setItemLabelGenerator(field -> field.title().in(UiTexts.locale()));
    match.setPlaceholder(UiTexts.of("import.match.none"));
    match.setHelperText(UiTexts.of("import.match.help"));
    match.setClearButtonVisible(true);
    match.addClassName("fw-match");
    form.column(analysis.plan().match() == null ? "" : analysis.plan().match())
        .ifPresent(found -> match.setValue(found.field()));
    match.addValueChangeListener(
        event ->
            onChange.accept(
                analysis
                    .plan()
                    .matching(event.getValue() == null ? null : event.getValue().key())));
    return match;
  }

  private Div values() {
    var panel = panel(UiTexts.of("import.values"), UiTexts.of("import.values.lead"));
    var suggested =
        analysis.unknown().stream().filter(value -> value.suggestion() != null).toList();
    if (!suggested.isEmpty()) {
      var all =
          new Button(
              UiTexts.of("import.values.all", suggested.size()),
              VaadinIcon.MAGIC.create(),
              _ -> {
                var plan = analysis.plan();
                for (var value : suggested) {
                  plan = plan.reading(value.target().path(), value.text(), value.suggestion());
                }
                onChange.accept(plan);
              });
      all.setId("take-suggestions");
      panel.add(all);
    }
    var grid = new Div();
    grid.addClassName("fw-mapping");
    for (var value : analysis.unknown()) {
      grid.add(value(value));
    }
    panel.add(grid);
    return panel;
  }

  private Div value(ImportAnalysis.UnknownValue value) {
    var fieldTitle = value.target().title(UiTexts.locale());
    var choice = new ComboBox<String>();
    choice.setItems(value.candidates());
    choice.setAriaLabel(UiTexts.of("import.value.meant", value.text()));
    choice.setPlaceholder(
        value.suggestion() == null ? UiTexts.of("import.value.pick") : value.suggestion() + " ?");
    choice.addValueChangeListener(
        event ->
            onChange.accept(
                analysis.plan().reading(value.target().path(), value.text(), event.getValue())));
    var name = new Span(fieldTitle + ": “" + value.text() + "”");
    var rows = new Span(UiTexts.of("import.value.rows", value.rows()));
    rows.addClassName("fw-muted");
    var words = new Div(name, rows);
    var arrow = new Span("→");
    arrow.getElement().setAttribute("aria-hidden", "true");
    return new Div(words, arrow, choice);
  }

  private Div preview() {
    var panel = panel(UiTexts.of("import.preview"), UiTexts.of("import.preview.lead"));
    var head = new NativeTableRow(new NativeTableHeaderCell(UiTexts.of("import.row")));
    analysis.header().stream()
        .flatMap(column -> target(column).stream())
        .forEach(target -> head.add(new NativeTableHeaderCell(target.title(UiTexts.locale()))));
    head.add(new NativeTableHeaderCell(UiTexts.of("import.result")));
    var body = new NativeTableBody();
    for (var row : analysis.preview()) {
      var line = new NativeTableRow(new NativeTableCell(Integer.toString(row.row())));
      row.cells().forEach(cell -> line.add(new NativeTableCell(text(cell))));
      var failures = row.failures();
      var result =
          new NativeTableCell(
              failures.isEmpty()
                  ? UiTexts.of(analysis.isOpen() ? "import.question.open" : "import.ok")
                  : failures.getFirst().column().isEmpty()
                      ? failures.getFirst().message()
                      : failures.getFirst().column() + ": " + failures.getFirst().message());
      result.addClassName(failures.isEmpty() ? analysis.isOpen() ? "fw-muted" : "fw-ok" : "fw-bad");
      line.add(result);
      body.add(line);
    }
    var table = new NativeTable(new NativeTableHeader(head), body);
    table.addClassName("fw-preview");
    var scroll = new Div(table);
    scroll.addClassName("fw-scroll");
    scroll
        .getElement()
        .setAttribute("tabindex", "0")
        .setAttribute("role", "region")
        .setAttribute("aria-label", UiTexts.of("import.preview"));
    panel.add(scroll);
    return panel;
  }

  /** A value as it will be read, to its last digit; nothing where there is none. */
  private String text(ImportAnalysis.Cell cell) {
    var field = cell.target().field();
    return switch (cell.value()) {
      case null -> "";
      case BigDecimal number when field instanceof NumberField fraction && fraction.percent() ->
          display.plain(number.movePointRight(2), 0, ALL_DIGITS) + " %";
      case BigDecimal number when field instanceof MoneyField money ->
          money.currencyCode() + " " + display.plain(number, 2, ALL_DIGITS);
      case BigDecimal number -> display.plain(number, 0, ALL_DIGITS);
      case LocalDate day -> day.toString();
      case Object other -> FieldUis.text(field, other, display);
    };
  }

  static Div panel(String title, String lead) {
    var panel = new Div(new H2(title), new Paragraph(lead));
    panel.addClassName("fw-card-panel");
    return panel;
  }
}
