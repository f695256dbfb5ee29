package dev.formwork.core.record;

import dev.formwork.core.access.Caller;
import dev.formwork.core.compile.Column;
import dev.formwork.core.compile.CompiledForm;
import dev.formwork.core.compile.CompiledSubform;
import dev.formwork.core.compile.LookupRules;
import dev.formwork.core.compile.Sight;
import dev.formwork.core.expression.CompiledExpression;
import dev.formwork.core.expression.Scope;
import dev.formwork.core.permission.Action;
import dev.formwork.core.permission.FieldRight;
import dev.formwork.core.problem.Refusal;
import dev.formwork.core.thread.OffEventLoop;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a screen asks while someone types: nothing here is stored, and nothing is locked. */
@ApplicationScoped
public class RecordPreviews {

  private final Pool pool;
  private final RecordService records;

  RecordPreviews(Pool pool, RecordService records) {
    this.pool = pool;
    this.records = records;
  }

  /**
   * The decision that saving would come to.
   *
   * @param before the record as it is; null: a new one
   */
  public Uni<Preview> preview(
      Caller caller, CompiledForm form, StoredRecord before, RecordInput input) {
    var access = Access.of(caller, form);
    return whole(access, before)
        .chain(
            stored ->
                Decisions.preview(pool, form, stored, kept(access, stored, input), access.moment())
                    .chain(
                        settled ->
                            Work.on(
                                form,
                                () ->
                                    preview(access, stored, settled.decided(), settled.scope()))));
  }

  /** Formulas go by everything a record holds, whatever of it the reader may see. */
  private Uni<StoredRecord> whole(Access access, StoredRecord before) {
    if (before == null) {
      access.require(Action.CREATE);
      return Uni.createFrom().nullItem();
    }
    access.require(Action.READ);
    return before.sight().isWhole()
        ? Uni.createFrom().item(before)
        : RecordStore.find(pool, access, before.id())
            .onItem()
            .ifNull()
            .failWith(() -> RecordService.notFound(before.id()));
  }

  /** What may not be set counts as it is; saving would say what is wrong with it. */
  private static RecordInput kept(Access access, StoredRecord stored, RecordInput input) {
    var kept = input.copy();
    try {
      Given.check(
          access.form(), sight(access, stored), kept, stored == null ? null : stored.data());
    } catch (Refusal _) {
      return kept;
    }
    return kept;
  }

  private static Sight sight(Access access, StoredRecord stored) {
    return stored == null ? access.rights().creationSight() : stored.sight();
  }

  private static Preview preview(
      Access access, StoredRecord before, RecordDecision.Decided decided, Scope scope) {
    var form = access.form();
    var sight = sight(access, before);
    var here = scope.of(decided.data());
    var fields = form.definition().fields();
    var now = FieldState.of(fields, form.rules(), here);
    var stored =
        before == null ? null : FieldState.of(fields, form.rules(), scope.of(before.data()));
    var states = new ArrayList<FieldState>();
    for (int slot = 0; slot < now.size(); slot++) {
      boolean readOnly =
          stored == null ? fields.get(slot).head().readOnly() : stored.get(slot).readOnly();
      boolean settable = sight.isWritable(fields.get(slot).key().value());
      states.add(
          new FieldState(
              now.get(slot).visible() && sight.right(slot) != FieldRight.HIDDEN,
              now.get(slot).required() && settable,
              readOnly || !settable));
    }
    Map<Integer, List<List<FieldState>>> rows = new HashMap<>();
    for (var subform : form.subforms()) {
      rows.put(
          subform.slot(),
          decided.data().rows(subform.slot()).stream()
              .map(row -> rowStates(subform, here.on(row), sight))
              .toList());
    }
    return new Preview(
        Redaction.of(form, sight, decided.data()),
        states,
        rows,
        Boundaries.told(form, sight, decided.problems()));
  }

  private static List<FieldState> rowStates(CompiledSubform subform, Scope here, Sight sight) {
    var states = FieldState.of(subform.field().fields(), subform.rules(), here);
    var allowed = new ArrayList<FieldState>();
    for (int slot = 0; slot < states.size(); slot++) {
      var state = states.get(slot);
      boolean settable =
          sight.isWritable(subform.field().key() + "." + subform.field().fields().get(slot).key());
      allowed.add(
          new FieldState(
              state.visible() && sight.right(subform.slot(), slot) != FieldRight.HIDDEN,
              state.required() && settable,
              state.readOnly() || !settable));
    }
    return allowed;
  }

  /** One of the records a lookup offers. */
  public record Choice(UUID id, String title) {}

  /**
   * What a lookup offers on a record as it is entered so far.
   *
   * @param row the subform row the lookup stands in; null: the record itself
   * @param search words the title must contain
   */
  public Uni<List<Choice>> choices(
      Caller caller,
      CompiledForm form,
      LookupRules rules,
      RecordData data,
      RecordData row,
      String search,
      int limit,
      int offset) {
    var access = Access.of(caller, form);
    var scope = access.moment().of(data).on(row);
    var target =
        form.links()
            .form(rules.field().form().value())
            .map(other -> Access.of(caller, other))
            .filter(other -> other.rights().may(Action.READ));
    if (target.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return LookedUpValues.load(pool, form, List.of(data))
        .chain(
            () -> {
              var sql = LookupChoices.allowed(rules, scope);
              new QuerySql(target.get()).among(sql, "f", search);
              var titles = access.rights().guard().title(rules.column().lookupTable(), "f");
              if (titles != null) {
                sql.append(" AND ");
                titles.write(sql, access.moment());
              }
              sql.append(" ORDER BY f.record_title, f.id LIMIT ").bind(limit, "int");
              sql.append(" OFFSET ").bind(offset, "int");
              return pool.preparedQuery(sql.toString()).execute(Tuple.tuple(sql.parameters()));
            })
        .map(
            rows -> {
              var choices = new ArrayList<Choice>();
              rows.forEach(found -> choices.add(new Choice(found.getUUID(0), found.getString(1))));
              return choices;
            });
  }

  /** What choosing a record fills in: values by the slots beside the lookup; null empties. */
  public Uni<Map<Integer, Object>> fills(
      Caller caller, CompiledForm form, LookupRules rules, UUID chosen) {
    var access = Access.of(caller, form);
    var allowed = LookupFill.allowed(access, rules);
    if (allowed.fills().isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return ChosenRecords.isReadable(pool, access, rules.column(), chosen)
        .chain(
            readable ->
                readable
                    ? LookupFill.values(pool, allowed, List.of(chosen))
                    : Uni.createFrom().item(Map.<UUID, List<Object>>of()))
        .map(
            values -> {
              var found = values.getOrDefault(chosen, List.of());
              Map<Integer, Object> bySlot = new HashMap<>();
              for (int i = 0; i < found.size(); i++) {
                bySlot.put(allowed.fills().get(i).slot(), found.get(i));
              }
              return bySlot;
            });
  }

  /** What an expression gives on a stored record, for whoever writes it. */
  public Uni<Object> tryOut(
      Caller caller, CompiledForm form, UUID id, CompiledExpression expression) {
    if (!Access.rights(caller, form).mayDesign()) {
      throw Refusal.of(Refusal.Kind.FORBIDDEN, "designers-only");
    }
    return records
        .get(caller, form, id)
        .chain(
            record ->
                LookedUpValues.load(pool, form.needs(expression), List.of(record.data()))
                    .chain(
                        () ->
                            Answers.to(
                                (SqlClient) pool,
                                expression.questions(),
                                Access.of(caller, form)
                                    .moment()
                                    .about(record.facts())
                                    .of(record.data())))
                    .chain(scope -> OffEventLoop.run(() -> expression.program().run(scope))));
  }

  /** The rules of a lookup, by its column. */
  public static java.util.Optional<LookupRules> rules(
      CompiledForm form, String subform, Column column) {
    return form.lookups().stream()
        .filter(
            rules ->
                java.util.Objects.equals(rules.rows(), subform)
                    && rules.column().name().equals(column.name()))
        .findFirst();
  }
}
