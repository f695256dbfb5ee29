package dev.formwork.core.rights;

import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.CompiledFilter;
import dev.formwork.core.expression.EvaluationContext;
import dev.formwork.core.expression.ReadFilter;
import dev.formwork.core.expression.SqlBuilder;
import dev.formwork.core.expression.SymbolTable;
import dev.formwork.core.field.Field;
import dev.formwork.core.field.SubformField;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.permission.RecordAction;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What one person may do with the records of a form: the union of the permission sets that apply to
 * them.
 */
public final class FormRights {

  private final AppRights app;
  private final CompiledForm form;
  private final List<CompiledPermissionSet> sets;
  private final FieldLineage sources;

  /** Effective rights of a set, by its index and the path. */
  private final Map<Place, FieldRight> effective = new ConcurrentHashMap<>();

  private final Map<BitSet, RecordVisibility> sights = new ConcurrentHashMap<>();
  private final Map<BitSet, RecordVisibility> creationSights = new ConcurrentHashMap<>();
  private final Map<RecordAction, FormRights> narrower = new ConcurrentHashMap<>();
  private final boolean whole;
  private final boolean readsAll;

  /** The statement that reads one record; null: not written yet. */
  private volatile Statement byId;

  /**
   * SQL with what is bound to it.
   *
   * @param parameters all but the last, which is for whoever runs it
   */
  public record Statement(String sql, List<Object> parameters) {}

  private record Place(int set, String path) {}

  /** A right being worked out, so that what leads back to itself is not asked for ever. */
  private record Underway(String form, Place place) {}

  FormRights(AppRights app, CompiledForm form, List<CompiledPermissionSet> sets) {
    this.app = app;
    this.form = form;
    this.sets = sets;
    this.sources = AppPermissions.of(form.links()).lineage(form);
    this.whole = app.isWhole();
    this.readsAll = isUniform() && !isLimited();
  }

  /** The same by those sets alone that also give an action. */
  public FormRights giving(RecordAction recordAction) {
    var some = sets.stream().filter(set -> set.gives(recordAction)).toList();
    return some.size() == sets.size()
        ? this
        : narrower.computeIfAbsent(recordAction, _ -> new FormRights(app, form, some));
  }

  /**
   * The statement that reads one record as this person may. Rights belong to one person in an
   * organisation that does not change, so it is written once; but not when it depends on the time.
   */
  public Statement byId(Supplier<Statement> writer) {
    var known = byId;
    if (known == null) {
      known = writer.get();
      boolean lasting =
          sets.stream()
              .map(CompiledPermissionSet::rows)
              .allMatch(rows -> rows == null || rows.isLasting());
      byId = lasting ? known : null;
    }
    return known;
  }

  CompiledForm form() {
    return form;
  }

  /** The sets that apply. */
  public List<CompiledPermissionSet> sets() {
    return sets;
  }

  /** Whether an action is allowed on any record at all. */
  public boolean may(RecordAction recordAction) {
    return sets.stream().anyMatch(set -> set.gives(recordAction));
  }

  /** Whether the form is there for the person: they may read it, or fill it in. */
  public boolean isKnown() {
    return may(RecordAction.READ) || may(RecordAction.CREATE);
  }

  /** On which records an action is allowed; null: on all. */
  public ReadFilter.Condition rows(RecordAction recordAction) {
    return any(set -> set.gives(recordAction));
  }

  /** Whether every record may be read, and all of them alike. */
  public boolean readsAll() {
    return readsAll;
  }

  /** Whether only some records may be read. */
  public boolean isLimited() {
    return rows(RecordAction.READ) != null;
  }

  /** The condition that one of these sets holds; null: it always does. */
  private ReadFilter.Condition any(Predicate<CompiledPermissionSet> wanted) {
    var found = sets.stream().filter(wanted).toList();
    if (found.stream().anyMatch(set -> !set.isLimited())) {
      return null;
    }
    return (out, evaluationContext) -> {
      out.append("(");
      for (int i = 0; i < found.size(); i++) {
        out.append(i == 0 ? "" : " OR ");
        found.get(i).rows().writeCondition(out, evaluationContext);
      }
      out.append(found.isEmpty() ? "FALSE)" : ")");
    };
  }

  /** Writes for each set whether it holds, each behind a comma, in the order of {@link #sets()}. */
  public void writeHolding(SqlBuilder out, EvaluationContext evaluationContext) {
    for (var set : sets) {
      out.append(", ");
      if (set.isLimited()) {
        out.append("(");
        set.rows().writeCondition(out, evaluationContext);
        out.append(") IS TRUE");
      } else {
        out.append("TRUE");
      }
    }
  }

  /**
   * Whether all records that may be read are alike to the person: then it need not be asked which
   * sets hold for one.
   */
  public boolean isUniform() {
    return whole
        || sets.stream().noneMatch(CompiledPermissionSet::isLimited)
        || sets.size() == 1 && sets.getFirst().gives(RecordAction.READ);
  }

  /** How far a field may be read on the records where it is most open. */
  public FieldRight right(String path) {
    return right(path, new HashSet<>());
  }

  private FieldRight right(String path, Set<Underway> underway) {
    if (whole) {
      return FieldRight.WRITE;
    }
    var best = FieldRight.HIDDEN;
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).gives(RecordAction.READ)) {
        best = best.orMore(effective(i, path, underway));
      }
    }
    return best;
  }

  public FieldRight right(Field field) {
    return right(field.key().value());
  }

  public FieldRight right(SubformField subform, Field column) {
    return right(subform.key() + "." + column.key());
  }

  /** Whether a field is shown at all, be it for reading or for filling in. */
  public boolean shows(String path) {
    return right(path) != FieldRight.HIDDEN || isWritable(RecordAction.CREATE, path);
  }

  /** Whether a value may be read wherever its record may be. */
  private boolean isFull(String path, Set<Underway> underway) {
    return !isLimited() && right(path, underway).isReadable() && condition(path, underway) == null;
  }

  /** On which of the records that may be read the field may be; null: on all. */
  public ReadFilter.Condition condition(String path) {
    return condition(path, new HashSet<>());
  }

  private ReadFilter.Condition condition(String path, Set<Underway> underway) {
    if (whole) {
      return null;
    }
    var giving = new HashSet<CompiledPermissionSet>();
    boolean everywhere = true;
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).gives(RecordAction.READ)) {
        boolean readable = effective(i, path, underway).isReadable();
        everywhere &= readable;
        if (readable) {
          giving.add(sets.get(i));
        }
      }
    }
    return everywhere ? null : any(giving::contains);
  }

  private boolean gives(CompiledPermissionSet set, String path) {
    return set.gives(RecordAction.READ) && effective(sets.indexOf(set), path).isReadable();
  }

  /** Of which records the title may be read, among all; null: of all. */
  public ReadFilter.Condition titles() {
    return any(set -> gives(set, FieldLineage.TITLE));
  }

  public boolean showsTitles() {
    return sets.stream().anyMatch(set -> gives(set, FieldLineage.TITLE));
  }

  /** Whether a set with this action lets the field be set. */
  public boolean isWritable(RecordAction recordAction, String path) {
    return sets.stream()
        .anyMatch(
            set -> set.gives(recordAction) && set.definition().right(path) == FieldRight.WRITE);
  }

  private FieldRight effective(int set, String path) {
    return effective(set, path, new HashSet<>());
  }

  /** Kept only when nothing else is being worked out: what is met on a ring is not settled yet. */
  private FieldRight effective(int set, String path, Set<Underway> underway) {
    var place = new Place(set, path);
    var known = effective.get(place);
    if (known != null) {
      return known;
    }
    boolean first = underway.isEmpty();
    var here = new Underway(form.key(), place);
    if (!underway.add(here)) {
      return FieldRight.READ;
    }
    var right = workedOut(set, path, underway);
    underway.remove(here);
    if (first) {
      effective.put(place, right);
    }
    return right;
  }

  private FieldRight workedOut(int set, String path, Set<Underway> underway) {
    boolean isTitle = path.equals(FieldLineage.TITLE);
    var declared = isTitle ? FieldRight.READ : sets.get(set).definition().right(path);
    var field = isTitle ? null : field(path);
    if (declared == FieldRight.HIDDEN || whole || field != null && field.head().reveals()) {
      return declared;
    }
    var from = sources.of(path);
    boolean open =
        from.own().stream().allMatch(own -> effective(set, own, underway).isReadable())
            && from.foreign().stream()
                .allMatch(foreignField -> isOpen(foreignField, isTitle, underway));
    return open ? declared : FieldRight.HIDDEN;
  }

  /**
   * A result of other forms is shown to those who may read all it came from. What a record is
   * called is written into it, so there the names of others count as read once any may be.
   */
  private boolean isOpen(
      FieldLineage.ForeignField foreignField, boolean forTitle, Set<Underway> underway) {
    var other = other(foreignField);
    if (other == null) {
      return false;
    }
    if (forTitle) {
      return foreignField.key() == null
          ? other.may(RecordAction.READ)
          : other.right(foreignField.key(), underway).isReadable();
    }
    return foreignField.key() == null
        ? other.may(RecordAction.READ) && !other.isLimited()
        : other.isFull(foreignField.key(), underway);
  }

  private FormRights other(FieldLineage.ForeignField foreignField) {
    return foreignField.form().startsWith("\"")
        ? app.ofTable(foreignField.form())
        : app.of(foreignField.form());
  }

  /**
   * Whether the person may know what an expression reads of other forms, at least of the records
   * there that they may read; what it counts there, only when they may read all.
   */
  public boolean mayKnow(CompiledExpression expression) {
    return FieldLineage.of(expression).foreign().stream()
        .allMatch(
            foreignField -> {
              var other = other(foreignField);
              return other != null
                  && (foreignField.key() == null
                      ? other.may(RecordAction.READ) && !other.isLimited()
                      : other.isReadableWherever(foreignField.key()));
            });
  }

  /** Whether a field may be read on every record that may be. */
  public boolean isReadableWherever(String path) {
    return right(path).isReadable() && condition(path) == null;
  }

  private Field field(String path) {
    var parts = path.split("\\.", 2);
    var outer = named(form.definition().fields(), parts[0]);
    return parts.length == 1 || !(outer instanceof SubformField subform)
        ? outer
        : named(subform.fields(), parts[1]);
  }

  private static Field named(List<Field> fields, String key) {
    return fields.stream().filter(one -> one.key().value().equals(key)).findFirst().orElse(null);
  }

  private Set<String> paths() {
    var paths = new HashSet<String>();
    for (var field : form.definition().fields()) {
      paths.add(field.key().value());
      if (field instanceof SubformField subform) {
        subform.fields().forEach(column -> paths.add(field.key() + "." + column.key()));
      }
    }
    paths.add(FieldLineage.TITLE);
    return paths;
  }

  /**
   * What is seen of a record for which these sets hold.
   *
   * @param holding indexes into {@link #sets()}
   */
  public RecordVisibility sight(BitSet holding) {
    return whole
        ? RecordVisibility.ALL
        : sights.computeIfAbsent(holding, _ -> made(holding, RecordAction.CHANGE));
  }

  /** What is seen of any record that may be read, when all are alike. */
  public RecordVisibility uniformSight() {
    var all = new BitSet();
    all.set(0, sets.size());
    return sight(all);
  }

  /** How a new record is seen while it is filled in. */
  public RecordVisibility creationSight() {
    var all = new BitSet();
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i).gives(RecordAction.CREATE)) {
        all.set(i);
      }
    }
    return creationSight(all);
  }

  /** What may be set on a new record for which these sets hold. */
  public RecordVisibility creationSight(BitSet holding) {
    return whole
        ? RecordVisibility.ALL
        : creationSights.computeIfAbsent(holding, _ -> made(holding, RecordAction.CREATE));
  }

  private RecordVisibility made(BitSet holding, RecordAction writing) {
    var fields = form.definition().fields();
    var slots = new FieldRight[fields.size()];
    var columns = new TreeMap<Integer, FieldRight[]>();
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = best(holding, writing, fields.get(slot).key().value());
      if (fields.get(slot) instanceof SubformField subform) {
        columns.put(
            slot,
            subform.fields().stream()
                .map(column -> best(holding, writing, subform.key() + "." + column.key()))
                .toArray(FieldRight[]::new));
      }
    }
    var actions = EnumSet.noneOf(RecordAction.class);
    holding.stream().forEach(i -> actions.addAll(sets.get(i).definition().actions()));
    return new RecordVisibility(
        slots,
        columns,
        best(holding, writing, FieldLineage.TITLE).isReadable(),
        actions,
        holding.stream()
            .mapToObj(sets::get)
            .anyMatch(set -> set.gives(RecordAction.CHANGE) && set.definition().mayGiveAway()),
        writable(holding, writing));
  }

  /** Whoever fills in a new record sees what they may enter, also without reading later. */
  private FieldRight best(BitSet holding, RecordAction writing, String path) {
    return holding.stream()
        .filter(
            i ->
                sets.get(i).gives(RecordAction.READ)
                    || writing == RecordAction.CREATE && sets.get(i).gives(RecordAction.CREATE))
        .mapToObj(i -> effective(i, path))
        .reduce(FieldRight.HIDDEN, FieldRight::orMore);
  }

  /**
   * What may be set.
   *
   * @param writing create or change
   */
  private Set<String> writable(BitSet holding, RecordAction writing) {
    return paths().stream()
        .filter(
            path ->
                holding.stream()
                    .anyMatch(
                        i ->
                            sets.get(i).gives(writing)
                                && sets.get(i).definition().right(path) == FieldRight.WRITE))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * For the SQL of what the person asks; {@link ReadFilter#NONE} when nothing is kept from them.
   */
  public ReadFilter guard() {
    return new RightsReadFilter(this, app);
  }

  /** A filter from the person, who may name only what they may read; compiled once. */
  public CompiledFilter filter(String source) throws CompiledExpression.InvalidExpression {
    return app.permissions().filter(this, source);
  }

  /** The names the person may use in filters: what they may never read is not among them. */
  public SymbolTable names() {
    return whole && app.people().isEmpty()
        ? form.names()
        : new VisibleNames(form.names(), form.key(), app);
  }
}
