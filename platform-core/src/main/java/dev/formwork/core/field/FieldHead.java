package dev.formwork.core.field;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.formwork.core.naming.FieldKey;
import dev.formwork.core.naming.Title;
import java.util.function.Consumer;

/**
 * What every field has, whatever its type. In JSON these stand beside the type's own settings.
 *
 * @param help shown under the field, nullable
 * @param required an empty value is refused
 * @param unique no two living records share a value
 * @param indexed an index serves filters and sorting on it
 * @param searchable its text is found by the search box
 * @param readOnly shown, never entered by people; imports and the API may set it
 * @param defaultExpression what a new record starts with, nullable
 * @param wide takes the full width of the form
 * @param visibleWhen condition under which it is shown; a field not shown is never required.
 *     Nullable: always
 * @param requiredWhen condition under which an empty value is refused, nullable
 * @param readOnlyWhen condition, on the record as it is stored, under which nobody may change it,
 *     nullable
 * @param reveals a result is shown also to those who may not read what it is worked out from, and a
 *     lookup says what a record is called also to those who may not read that record
 * @param sensitive whoever reads it is noted in the audit log
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record FieldHead(
    FieldKey key,
    Title title,
    Title help,
    boolean required,
    boolean unique,
    boolean indexed,
    boolean searchable,
    boolean readOnly,
    @JsonProperty("default") String defaultExpression,
    boolean wide,
    String visibleWhen,
    String requiredWhen,
    String readOnlyWhen,
    boolean reveals,
    boolean sensitive) {

  public static FieldHead of(FieldKey key, Title title) {
    return new FieldHead(
        key, title, null, false, false, false, false, false, null, false, null, null, null, false,
        false);
  }

  public FieldHead withTitle(Title changed) {
    return changed(copy -> copy.title = changed);
  }

  public FieldHead withHelp(Title changed) {
    return changed(copy -> copy.help = changed);
  }

  public FieldHead withRequired(boolean changed) {
    return changed(copy -> copy.required = changed);
  }

  public FieldHead withUnique(boolean changed) {
    return changed(copy -> copy.unique = changed);
  }

  public FieldHead withSearchable(boolean changed) {
    return changed(copy -> copy.searchable = changed);
  }

  public FieldHead withDefault(String changed) {
    return changed(copy -> copy.defaultExpression = changed);
  }

  public FieldHead withVisibleWhen(String changed) {
    return changed(copy -> copy.visibleWhen = changed);
  }

  public FieldHead withRequiredWhen(String changed) {
    return changed(copy -> copy.requiredWhen = changed);
  }

  public FieldHead withReadOnlyWhen(String changed) {
    return changed(copy -> copy.readOnlyWhen = changed);
  }

  public FieldHead withReveals(boolean changed) {
    return changed(copy -> copy.reveals = changed);
  }

  public FieldHead withSensitive(boolean changed) {
    return changed(copy -> copy.sensitive = changed);
  }

  private FieldHead changed(Consumer<Copy> change) {
    var copy = new Copy(this);
    change.accept(copy);
    return copy.head();
  }

  /** The parts of a head that can be changed, while they are. */
  private static final class Copy {
    private final FieldHead of;
    private Title title;
    private Title help;
    private boolean required;
    private boolean unique;
    private boolean searchable;
    private String defaultExpression;
    private String visibleWhen;
    private String requiredWhen;
    private String readOnlyWhen;
    private boolean reveals;
    private boolean sensitive;

    Copy(FieldHead of) {
      this.of = of;
      this.title = of.title;
      this.help = of.help;
      this.required = of.required;
      this.unique = of.unique;
      this.searchable = of.searchable;
      this.defaultExpression = of.defaultExpression;
      this.visibleWhen = of.visibleWhen;
      this.requiredWhen = of.requiredWhen;
      this.readOnlyWhen = of.readOnlyWhen;
      this.reveals = of.reveals;
      this.sensitive = of.sensitive;
    }

    FieldHead head() {
      return new FieldHead(
          of.key,
          title,
          help,
          required,
          unique,
          of.indexed,
          searchable,
          of.readOnly,
          defaultExpression,
          of.wide,
          visibleWhen,
          requiredWhen,
          readOnlyWhen,
          reveals,
          sensitive);
    }
  }
}
