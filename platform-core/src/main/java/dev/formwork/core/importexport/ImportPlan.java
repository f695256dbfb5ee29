package dev.formwork.core.importexport;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.csv.CsvFormat;
import dev.formwork.core.csv.Separator;
import dev.formwork.core.csv.TextEncoding;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.problem.Refusal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a file becomes records.
 *
 * @param match key of a unique field by which existing records are found and updated; null: every
 *     row is new
 * @param columns column of the file → key of the field, of a subform's rows behind the key of the
 *     subform and a point; columns not named are left out
 * @param values per field, as in columns: text in the file → text to be read instead, for names
 *     that are written otherwise
 * @param formats column of the file → how its cells are meant; what is not said is detected
 * @param lookups column of the file → key of the unique field by which its texts name the records
 *     of a lookup; where nothing is said, their titles
 * @param groupBy column of the file whose equal texts make rows one record; nullable: the field to
 *     match by, else the first unique one, if rows of subforms are mapped, and no column otherwise
 * @param encoding of the file; nullable: detected
 * @param separator of its cells; nullable: detected
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ImportPlan(
    String match,
    Map<String, String> columns,
    Map<String, Map<String, String>> values,
    Map<String, CellFormat> formats,
    Map<String, String> lookups,
    String groupBy,
    TextEncoding encoding,
    Separator separator) {

  /** Says nothing. */
  public static final ImportPlan NONE =
      new ImportPlan(null, null, null, null, null, null, null, null);

  public ImportPlan {
    columns = columns == null ? Map.of() : new LinkedHashMap<>(columns);
    values = values == null ? Map.of() : new LinkedHashMap<>(values);
    formats = formats == null ? Map.of() : new LinkedHashMap<>(formats);
    lookups = lookups == null ? Map.of() : new LinkedHashMap<>(lookups);
  }

  /**
   * The plan a file suggests by its column names, which may be keys or titles in either language;
   * every row is new.
   */
  public static ImportPlan guessed(CompiledForm form, List<String> header) {
    var columns = new LinkedHashMap<String, String>();
    for (var name : header) {
      ImportTarget.all(form).stream()
          .filter(target -> !columns.containsValue(target.path()))
          .filter(target -> target.isNamed(name))
          .findFirst()
          .ifPresent(target -> columns.put(name, target.path()));
    }
    return NONE.withColumns(columns);
  }

  /**
   * The same plan with a text of a field to be read as another.
   *
   * @param field as in columns
   */
  public ImportPlan reading(String field, String written, String meant) {
    var changed = new LinkedHashMap<>(values);
    var ofField = new LinkedHashMap<>(changed.getOrDefault(field, Map.of()));
    ofField.put(written, meant);
    changed.put(field, ofField);
    return new ImportPlan(match, columns, changed, formats, lookups, groupBy, encoding, separator);
  }

  public ImportPlan withColumns(Map<String, String> changed) {
    return new ImportPlan(match, changed, values, formats, lookups, groupBy, encoding, separator);
  }

  /** The same plan with a column of the file to become a field; null: it is left out. */
  public ImportPlan withColumn(String column, ImportTarget target) {
    var changed = new LinkedHashMap<>(columns);
    if (target == null) {
      changed.remove(column);
    } else {
      changed.put(column, target.path());
    }
    var matched = changed.containsValue(match) ? match : null;
    boolean ofRows = changed.values().stream().anyMatch(path -> path.contains("."));
    return new ImportPlan(
            matched,
            changed,
            values,
            formats,
            lookups,
            ofRows ? groupBy : null,
            encoding,
            separator)
        .lookingUp(column, null);
  }

  /** The same plan with existing records found by a field; null: every record is new. */
  public ImportPlan matching(FieldKey field) {
    var key = field == null ? null : field.value();
    return new ImportPlan(key, columns, values, formats, lookups, groupBy, encoding, separator);
  }

  /** The same plan with the texts of a column naming records by a field; null: by their titles. */
  public ImportPlan lookingUp(String column, FieldKey field) {
    var changed = new LinkedHashMap<>(lookups);
    if (field == null) {
      changed.remove(column);
    } else {
      changed.put(column, field.value());
    }
    return new ImportPlan(match, columns, values, formats, changed, groupBy, encoding, separator);
  }

  /** The same plan with rows of equal texts in a column being one record; null: as by itself. */
  public ImportPlan groupedBy(String column) {
    return new ImportPlan(match, columns, values, formats, lookups, column, encoding, separator);
  }

  /** How the cells of a column of the file are meant. */
  public CellFormat format(String column) {
    return formats.getOrDefault(column, CellFormat.DETECTED);
  }

  public ImportPlan withFormat(String column, CellFormat format) {
    var changed = new LinkedHashMap<>(formats);
    if (format.equals(CellFormat.DETECTED)) {
      changed.remove(column);
    } else {
      changed.put(column, format);
    }
    return new ImportPlan(match, columns, values, changed, lookups, groupBy, encoding, separator);
  }

  /** How the file is written, as far as the plan says. */
  public CsvFormat fileFormat() {
    return new CsvFormat(encoding, separator);
  }

  public ImportPlan written(CsvFormat format) {
    return new ImportPlan(
        match, columns, values, formats, lookups, groupBy, format.encoding(), format.separator());
  }

  /** The column of the file whose equal texts make rows one record; empty: every row is one. */
  Optional<String> groupColumn(CompiledForm form, List<String> header) {
    if (groupBy != null) {
      return Optional.of(groupBy);
    }
    var targets = ImportColumn.of(form, header, this);
    return targets.stream().noneMatch(column -> column.target().isOfRows())
        ? Optional.empty()
        : targets.stream()
            .filter(column -> column.target().isUnique())
            .min(Comparator.comparing(column -> !column.column().name().equals(match)))
            .map(ImportColumn::name);
  }

  /** The plan without what it says of columns that the file does not have. */
  ImportPlan fitting(List<String> header) {
    var plan = this;
    for (var column : columns.keySet()) {
      plan = header.contains(column) ? plan : plan.withColumn(column, null);
    }
    for (var column : formats.keySet()) {
      plan = header.contains(column) ? plan : plan.withFormat(column, CellFormat.DETECTED);
    }
    for (var column : lookups.keySet()) {
      plan = header.contains(column) ? plan : plan.lookingUp(column, null);
    }
    return groupBy == null || header.contains(groupBy) ? plan : plan.groupedBy(null);
  }

  /**
   * @param keys the fields that may name the records of a lookup
   * @throws Refusal naming every part of the plan that the form or the file does not have
   */
  ImportPlan checked(
      CompiledForm form, List<String> header, Function<ImportTarget, List<Column>> keys) {
    var problems = PlanCheck.problems(form, header, this, keys);
    if (!problems.isEmpty()) {
      throw Refusal.invalid(problems);
    }
    return this;
  }
}
