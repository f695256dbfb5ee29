package dev.formwork.core.importexport;

import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SerialField;
import dev.formwork.core.naming.Title;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a column of a file can become: a field of the record, or of the rows of one of its subforms.
 *
 * @param subform null: it is a field of the record itself
 */
public record ImportTarget(CompiledSubform subform, Column column) {

  /** All of a form that people and programs give the values of, in its order. */
  public static List<ImportTarget> all(CompiledForm form) {
    var targets = new ArrayList<ImportTarget>();
    form.columns().stream()
        .filter(column -> column.field().isEntered())
        .forEach(column -> targets.add(new ImportTarget(null, column)));
    for (var subform : form.subforms()) {
      subform.columns().stream()
          .filter(column -> column.field().isEntered())
          .forEach(column -> targets.add(new ImportTarget(subform, column)));
    }
    return List.copyOf(targets);
  }

  /**
   * @param path as plans write it: {@code amount}, or {@code lines.quantity}
   */
  public static Optional<ImportTarget> of(CompiledForm form, String path) {
    return all(form).stream().filter(target -> target.path().equals(path)).findFirst();
  }

  /** As plans write it: {@code amount}, or {@code lines.quantity}. */
  public String path() {
    return subform == null ? column.name() : subform.field().key() + "." + column.name();
  }

  public Field field() {
    return column.field();
  }

  /** Whether it is a field of the rows of a subform. */
  public boolean isOfRows() {
    return subform != null;
  }

  /** Behind that of its subform. */
  public String title(Locale locale) {
    var own = column.field().title().in(locale);
    return subform == null ? own : subform.field().title().in(locale) + ": " + own;
  }

  /** Whether records can be told apart by it. */
  public boolean isUnique() {
    return subform == null && column.field().head().unique();
  }

  /** The fields by which the records that a lookup may point to can be told apart. */
  public List<Column> keysOfLookup(CompiledForm form) {
    return column.isLookup()
        ? form.links().formOfTable(column.lookupTable()).stream()
            .flatMap(found -> found.columns().stream())
            .filter(ImportTarget::tellsApart)
            .toList()
        : List.of();
  }

  private static boolean tellsApart(Column column) {
    return column.isStored()
        && (column.field().head().unique() || column.field() instanceof SerialField)
        && switch (column.type()) {
          case TEXT, NUMBER, DATE, DATE_TIME, TIME -> true;
          case BOOLEAN, LOOKUP, MEMBER, MONEY, TEXTS -> false;
        };
  }

  /**
   * Whether a column of a file has its name: the key, a title in any language, or a name in
   * backquotes in its help, such as {@code Also called `deal_stage`}. One of a subform's rows has
   * the subform's before it.
   */
  boolean isNamed(String name) {
    return subform == null ? isNamedAlone(name) : isNamedOfRows(name);
  }

  private boolean isNamedAlone(String name) {
    return Title.plain(name).equals(Title.plain(column.name()))
        || field().title().isNamed(name)
        || field().head().help() != null && aliases(field()).contains(Title.plain(name));
  }

  private boolean isNamedOfRows(String name) {
    var plain = Title.plain(name);
    return plain.equals(Title.plain(subform.field().key() + column.name()))
        || List.of(Locale.ENGLISH, Locale.CHINESE).stream()
            .anyMatch(locale -> plain.equals(Title.plain(title(locale))));
  }

  private static List<String> aliases(Field field) {
    var help = Objects.toString(field.head().help().en(), "");
    var parts = help.split("`", -1);
    var names = new ArrayList<String>();
    for (int i = 1; i < parts.length; i += 2) {
      names.add(Title.plain(parts[i]));
    }
    return names;
  }
}
